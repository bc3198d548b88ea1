import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import type { Inhibition } from "../../mixins/mixin.ts";
import { podAddresses } from "../addresses.ts";
import { type Connection, callPart, PRIVATE_RANGES, tcp } from "../network/connection.ts";
import type { StackContext } from "../stack-context.ts";
import { Workload } from "../workload/workload.ts";
import { renderAlertmanagerConfig, SECRETS_DIRECTORY } from "./config.ts";

/** Arguments of `Alertmanager`. */
export interface AlertmanagerArgs {
  readonly context: StackContext;
  readonly settings: Settings["alertmanager"];
  readonly inhibitions: readonly Inhibition[];
  /** The values of the secrets that the receivers name. */
  readonly secrets: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Alertmanager: groups, silences and routes the alerts of all Prometheus replicas to the receivers. */
export class Alertmanager extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: AlertmanagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:alertmanager:Alertmanager", name, {}, opts);
    const { context, settings } = args;
    const hasSecrets = Object.keys(args.secrets).length > 0;
    this.workload = new Workload(
      name,
      {
        context,
        part: "alertmanager",
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
          ...clusterArgs(context, settings.replicas),
          ...(settings.externalUrl === undefined
            ? []
            : [`--web.external-url=${settings.externalUrl}`, "--web.route-prefix=/"]),
        ],
        environment: { POD_IP: { podField: "status.podIP" } },
        config: [
          {
            name: "config",
            mountPath: "/etc/alertmanager/config",
            files: { "alertmanager.yml": renderAlertmanagerConfig(settings, args.inhibitions) },
            // It does not watch its file; replicas restart one by one and gossip back what they knew.
            onChange: "restart",
          },
        ],
        // Read anew for each notification: a changed secret needs no restart.
        secrets: hasSecrets ? [{ name: "secrets", mountPath: SECRETS_DIRECTORY, files: args.secrets }] : [],
        resources: { cpu: "50m", cpuLimit: "1", memory: "256Mi" },
        probes: {
          readiness: { port: "http", path: "/-/ready" },
          liveness: { port: "http", path: "/-/healthy" },
          startupSeconds: 60,
        },
        stopSeconds: 60,
        calls: [
          ...(settings.replicas > 1 ? [callPart("alertmanager", "cluster", "gossip")] : []),
          ...receiverCalls(settings.receivers),
        ],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function clusterArgs(context: StackContext, replicas: number): readonly string[] {
  if (replicas === 1) return ["--cluster.listen-address="];
  return [
    "--cluster.listen-address=0.0.0.0:9094",
    "--cluster.advertise-address=$(POD_IP):9094",
    "--cluster.reconnect-timeout=5m",
    ...podAddresses(context, "alertmanager", "cluster", replicas).map((peer) => `--cluster.peer=${peer}`),
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
