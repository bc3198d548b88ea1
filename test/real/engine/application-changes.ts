import type { SettingChange } from "./setting-change.ts";

/** An application that is added, for each way to find one: together they set everything that an application has. */
export const APPLICATION_CHANGES: readonly SettingChange[] = [
  {
    setting: "applications.chat",
    to: {
      pods: { namespaces: ["llm"], labels: { app: "sglang" }, ports: [30000], network: "pods" },
      path: "/metrics/",
      scheme: "http",
      scrapeInterval: "30s",
      scrapeTimeout: "5s",
      labelsOf: "target",
      metrics: { keep: ["sglang:.+"], drop: [".+_created"] },
      labels: { add: { tier: "gold" }, drop: ["pid"] },
      limits: { samples: 5000, labels: 50, labelNameLength: 100, labelValueLength: 500, body: "8Mi" },
      size: { targets: 4, seriesPerTarget: 500 },
      presence: "sometimes",
      serviceName: "sglang",
      team: "chat",
    },
  },
  {
    setting: "applications.vectors",
    to: {
      service: { namespace: "data", name: "qdrant", ports: ["http"], podLabels: { app: "qdrant" } },
      tls: {
        ca: { kubernetesSecret: "internal-ca", key: "ca.crt" },
        serverName: "qdrant.data.svc",
        clientCertificate: "prometheus-client",
        verification: "full",
      },
      authentication: { bearer: { token: { kubernetesSecret: "qdrant-metrics", key: "token" } } },
    },
  },
  {
    setting: "applications.weather",
    to: {
      targets: ["weather.example.com:9100"],
      cidrs: ["10.48.0.0/16"],
      authentication: { basic: { username: "prometheus", password: { secret: "weatherPassword" } } },
    },
    secrets: ["weatherPassword"],
  },
  {
    setting: "applications.sessions",
    to: { preset: "redis", pods: { namespaces: ["data"], labels: { app: "redis" } } },
  },
  { setting: "applications.assistant", to: { sends: "otlp", serviceName: "assistant-api", team: "chat" } },
  {
    setting: "applications.kueue",
    to: {
      preset: "kueue",
      pods: { namespaces: ["kueue-system"], labels: { "control-plane": "controller-manager" } },
      tls: { verification: "none" },
      authentication: { serviceAccount: true },
    },
  },
  { setting: "applications.team", to: { monitors: ["test/systems/applications/monitors/team.yaml"] } },
  {
    setting: "applications.queue",
    to: { dns: { names: ["queue.example.com"], type: "A", port: 9419 }, cidrs: ["10.49.0.0/16"] },
  },
];
