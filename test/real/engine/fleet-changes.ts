import { rootCertificates } from "node:tls";
import type { SettingChange } from "./setting-change.ts";

/** The central stack of a `prod` that becomes an edge. */
export const CENTRAL_STACK = "organization/aiobs-fleet/central";

const GRAFANA = "https://grafana.example.com";

/** What it says to its edges. */
export const CENTRAL_OUTPUTS = {
  edges: {
    host: "edges.example.com",
    alertmanagers: 3,
    grafanaUrl: GRAFANA,
    takes: ["logs", "traces"],
    tokens: { "aiobs-prod": "a-token" },
  },
};

/** What makes a central stack, or an edge, of a stack. */
export const FLEET_CHANGES: readonly SettingChange[] = [
  {
    setting: "centre",
    to: {
      stack: CENTRAL_STACK,
      host: "edges.example.com",
      port: 443,
      alertmanagers: 3,
      grafanaUrl: GRAFANA,
      cidrs: ["10.60.8.0/24"],
      ca: rootCertificates[0],
      clientCertificate: "edge-certificate",
    },
    with: {
      thanos: undefined,
      objectStore: undefined,
      alertmanager: undefined,
      grafana: undefined,
      // The secrets that these name.
      grafanaToken: undefined,
      heartbeatUrl: undefined,
      pagerdutyRoutingKey: undefined,
      slackWebhookUrl: undefined,
      "logs.store": "centre",
      "traces.store": "centre",
    },
  },
  {
    setting: "edges",
    to: {
      ingress: {
        host: "edges.example.com",
        className: "traefik",
        tlsSecret: "edges-tls",
        from: { namespace: "traefik" },
      },
      replicas: 3,
      clusters: ["gpu-eu", "gpu-us"],
      systems: ["vllm"],
    },
  },
];
