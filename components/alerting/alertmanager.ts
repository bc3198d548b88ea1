import { secretNames } from "../../config/secrets.ts";
import type { Settings } from "../../config/settings.ts";
import type { Inhibition } from "../../mixins/mixin.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import { type Connection, callServer, PRIVATE_RANGES, tcp } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { renderAlertmanagerConfig, SECRETS_DIRECTORY } from "./alertmanager-config.ts";

/** Alertmanager, as others call it. */
export const ALERTMANAGER = {
  name: "alertmanager",
  zone: "main",
  component: "alerting",
  ports: {
    http: { number: 9093, metricsPath: "/metrics" },
    cluster: { number: 9094, protocols: ["TCP", "UDP"] },
  },
} as const satisfies ServerIdentity;

/** What Alertmanager is made from. */
export interface AlertmanagerArgs {
  readonly place: PlaceFacts;
  readonly settings: Settings["alertmanager"];
  readonly inhibitions: readonly Inhibition[];
}

/** Alertmanager: groups, silences and routes the alerts of all Prometheus replicas to the receivers. */
export function alertmanager({ place, settings, inhibitions }: AlertmanagerArgs): Server {
  const secrets = secretNames(settings);
  return {
    ...ALERTMANAGER,
    image: "alertmanager",
    replication: {
      kind: "StatefulSet",
      replicas: settings.replicas,
      storage: { mountPath: "/alertmanager", size: settings.storage.text },
    },
    args: [
      "--config.file=/etc/alertmanager/config/alertmanager.yml",
      "--storage.path=/alertmanager",
      `--data.retention=${settings.retention.text}`,
      ...clusterArgs(place, settings.replicas),
      ...(settings.externalUrl === undefined
        ? []
        : [`--web.external-url=${settings.externalUrl}`, "--web.route-prefix=/"]),
    ],
    environment: { POD_IP: { podField: "status.podIP" } },
    config: [
      {
        name: "config",
        mountPath: "/etc/alertmanager/config",
        folder: "alertmanager",
        files: { "alertmanager.yml": renderAlertmanagerConfig(settings, inhibitions) },
        // It does not watch its file; replicas restart one by one and gossip back what they knew.
        onChange: "restart",
      },
    ],
    secrets:
      secrets.length === 0
        ? []
        : [
            {
              name: "secrets",
              mountPath: SECRETS_DIRECTORY,
              // Read anew for each notification: a changed secret needs no restart.
              files: Object.fromEntries(secrets.map((secret) => [secret, { secret }])),
            },
          ],
    resources: { cpu: "50m", cpuLimit: "1", memory: "256Mi" },
    probes: {
      readiness: { port: "http", path: "/-/ready" },
      liveness: { port: "http", path: "/-/healthy" },
      startupSeconds: 60,
    },
    stopSeconds: 60,
    calls: [
      ...(settings.replicas > 1 ? [callServer(ALERTMANAGER, "cluster", "gossip")] : []),
      ...receiverCalls(settings.receivers),
    ],
    dataSource: {
      name: "Alertmanager",
      uid: "alertmanager",
      type: "alertmanager",
      port: "http",
      jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
    },
  };
}

function clusterArgs(place: PlaceFacts, replicas: number): readonly string[] {
  if (replicas === 1) return ["--cluster.listen-address="];
  return [
    "--cluster.listen-address=0.0.0.0:9094",
    "--cluster.advertise-address=$(POD_IP):9094",
    "--cluster.reconnect-timeout=5m",
    ...podAddresses(place, ALERTMANAGER, "cluster", replicas).map((peer) => `--cluster.peer=${peer}`),
  ];
}

/** The ways out that the receivers need, and no others. */
function receiverCalls(receivers: Settings["alertmanager"]["receivers"]): readonly Connection[] {
  const all = Object.values(receivers);
  const webhooks = all.flatMap(({ webhook }) => (webhook === undefined ? [] : [webhook.url]));
  const overInternet =
    all.some(({ pagerduty, slack }) => pagerduty !== undefined || slack !== undefined) ||
    webhooks.some((url) => typeof url !== "string");
  const internet = { kind: "addresses", name: "internet", cidrs: ["0.0.0.0/0"], except: PRIVATE_RANGES } as const;
  return [
    ...(overInternet ? [{ to: internet, ports: tcp(443), why: "notify receivers" }] : []),
    ...all.flatMap(({ email }) =>
      email === undefined ? [] : [{ to: internet, ports: tcp(email.smarthost.port), why: "send mail" }],
    ),
    ...webhooks.flatMap((url) => (typeof url === "string" ? inCluster(new URL(url)) : [])),
  ];
}

/** The way to a Service of the cluster, `http://name.namespace.svc:port/…`; an address of the pod itself needs none. */
function inCluster(url: URL): readonly Connection[] {
  const [, namespace, suffix] = url.hostname.split(".");
  if (namespace === undefined || suffix !== "svc") return [];
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return [{ to: { kind: "namespace", name: namespace, namespace }, ports: tcp(port), why: "notify a webhook" }];
}
