import type { SettingChange } from "./setting-change.ts";

/** A change of each setting that all parts have, and of what all pods have. */
export const PART_CHANGES: readonly SettingChange[] = [
  { setting: "images.pullSecrets", to: ["registry-login"] },
  {
    setting: "images.digests",
    to: { "quay.io/prometheus/alertmanager:v0.34.2": `sha256:${"1".repeat(64)}` },
  },
  {
    setting: "externalSecrets",
    to: {
      store: { name: "vault", kind: "ClusterSecretStore" },
      refreshInterval: "30m",
      secrets: { slack: { type: "Opaque", keys: { "webhook-url": { remoteKey: "prod/slack", property: "url" } } } },
    },
    with: { "alertmanager.receivers.team.slack.webhookUrl": { kubernetesSecret: "slack", key: "webhook-url" } },
  },
  {
    setting: "parts.node-exporter.deploy",
    to: { existing: { namespace: "kube-system", podLabels: { app: "node-exporter" }, port: 9100, network: "nodes" } },
  },
  { setting: "parts.nvidia-device-plugin.deploy", to: "off" },
  { setting: "parts.kube-state-metrics.cpu", to: "200m" },
  { setting: "parts.kube-state-metrics.memory", to: "2Gi" },
  { setting: "parts.alertmanager.storageClass", to: "io2" },
  { setting: "parts.grafana.nodeSelector", to: { "example.com/tier": "system" } },
  {
    setting: "parts.grafana.tolerations",
    to: [{ key: "dedicated", value: "monitoring", effect: "NoSchedule" }],
  },
  { setting: "parts.grafana.priorityClass", to: "system-cluster-critical" },
  { setting: "parts.grafana.labels", to: { "example.com/cost-centre": "42" }, run: "ordinary" },
  { setting: "parts.grafana.annotations", to: { "example.com/owner": "platform" } },
  { setting: "parts.node-exporter.arguments", to: ["--collector.systemd"] },
  { setting: "parts.grafana.image", to: "registry.example.com/grafana/grafana:13.2.3" },
];
