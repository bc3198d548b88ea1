import type { Settings } from "../../config/settings.ts";
import type { Inhibition } from "../../mixins/mixin.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import { callServer } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { renderAlertmanagerConfig } from "./alertmanager-config.ts";
import { receiverCalls } from "./calls.ts";
import { receiverSecrets, SECRETS_DIRECTORY } from "./receivers.ts";

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
  const secrets = receiverSecrets(settings);
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
      Object.keys(secrets).length === 0
        ? []
        : [
            {
              name: "secrets",
              mountPath: SECRETS_DIRECTORY,
              files: secrets,
              // Read anew for each notification.
              onChange: "reload",
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
      ...receiverCalls(settings, place.namespaces),
    ],
    ingress: settings.ingress && { ...settings.ingress, port: "http" },
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
    // Members of another label are refused: an address that is given to another stack's pod joins no two clusters.
    `--cluster.label=${place.cluster}/${place.namespaces.main}`,
    "--cluster.advertise-address=$(POD_IP):9094",
    "--cluster.reconnect-timeout=5m",
    ...podAddresses(place, ALERTMANAGER, "cluster", replicas).map((peer) => `--cluster.peer=${peer}`),
  ];
}
