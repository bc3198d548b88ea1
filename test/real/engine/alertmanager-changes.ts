import type { SettingChange } from "./setting-change.ts";

/** A way in by a gateway. */
const BY_GATEWAY = {
  host: "alertmanager.example.com",
  gateway: { name: "internal", namespace: "gateways", listener: "https" },
  filter: { group: "traefik.io", kind: "Middleware", name: "login" },
  from: { namespace: "gateways" },
};

/** A change of each setting of Alertmanager, in the order of the reference. */
export const ALERTMANAGER_CHANGES: readonly SettingChange[] = [
  {
    setting: "alertmanager.existing",
    to: {
      addresses: ["alertmanager-0.alertmanager.ops.svc:9093", "alertmanager.example.com:8443"],
      pathPrefix: "/alertmanager",
      cidrs: ["10.40.9.0/28"],
      targetPort: 9094,
      tls: {
        ca: { kubernetesSecret: "internal-ca", key: "ca.crt" },
        serverName: "alertmanager.example.com",
        clientCertificate: "prometheus-client",
        verification: "full",
      },
      authentication: { bearer: { token: { kubernetesSecret: "alertmanager", key: "token" } } },
    },
    with: { "alertmanager.replicas": undefined, "alertmanager.ingress": undefined, maestro: undefined },
  },
  {
    setting: "alertmanager.existing.authentication",
    to: { basic: { username: "aiobs", password: { secret: "alertmanagerPassword" } } },
    with: {
      "alertmanager.existing.addresses": ["alertmanager-0.alertmanager.ops.svc:9093"],
      "alertmanager.replicas": undefined,
      "alertmanager.ingress": undefined,
    },
    secrets: ["alertmanagerPassword"],
  },
  { setting: "alertmanager.replicas", to: 5 },
  { setting: "alertmanager.storage", to: "2Gi" },
  { setting: "alertmanager.retention", to: "240h" },
  { setting: "alertmanager.externalUrl", to: "https://alertmanager.example.com:8443" },
  { setting: "alertmanager.ingress", to: BY_GATEWAY },
  {
    setting: "alertmanager.receivers.team",
    to: {
      email: {
        to: "team@example.com",
        from: "aiobs@example.com",
        smarthost: "mail.example.com:587",
        username: "aiobs",
        password: { secret: "mailPassword" },
        cidrs: ["10.40.9.0/28"],
      },
    },
    secrets: ["mailPassword"],
  },
  {
    setting: "alertmanager.receivers.oncall.pagerduty.routingKey",
    to: { secret: "newRoutingKey" },
    with: { pagerdutyRoutingKey: undefined },
    secrets: ["newRoutingKey"],
  },
  { setting: "alertmanager.receivers.team.slack.channel", to: "#alerts" },
  {
    setting: "alertmanager.receivers.team.slack.webhookUrl",
    to: { secret: "teamWebhookUrl" },
    secrets: ["teamWebhookUrl"],
  },
  { setting: "alertmanager.receivers.team.slack.cidrs", to: ["10.40.9.0/28"] },
  { setting: "alertmanager.receivers.team.slack.port", to: 8443 },
  {
    setting: "alertmanager.receivers.team.email",
    to: {
      to: "team@example.com",
      from: "aiobs@example.com",
      smarthost: "relay.mail.svc:587",
      targetPort: 1587,
    },
  },
  {
    setting: "alertmanager.receivers.heartbeat.webhook",
    to: { url: "http://watcher.ops.svc/heartbeat", targetPort: 8080 },
    with: { heartbeatUrl: undefined },
  },
  { setting: "alertmanager.receivers.heartbeat.webhook.cidrs", to: ["10.40.9.0/28"] },
  { setting: "alertmanager.receivers.heartbeat.webhook.port", to: 8443 },
  { setting: "alertmanager.proxy", to: { address: "squid.egress.svc:3128", targetPort: 13_128 } },
  // The networks of a proxy outside the cluster.
  {
    setting: "alertmanager.proxy.cidrs",
    to: ["10.40.9.0/28"],
    with: { "alertmanager.proxy.address": "10.40.9.3:3128" },
  },
  {
    setting: "alertmanager.route.receiver",
    to: "oncall",
    with: { "alertmanager.route.routes.0.receiver": "team" },
  },
  { setting: "alertmanager.route.groupBy", to: ["alertname", "cluster", "namespace"] },
  { setting: "alertmanager.route.groupWait", to: "1m" },
  { setting: "alertmanager.route.groupInterval", to: "10m" },
  { setting: "alertmanager.route.repeatInterval", to: "12h" },
  { setting: "alertmanager.route.routes.0.groupWait", to: "10s" },
  {
    setting: "alertmanager.watchdog.receiver",
    to: "lifeline",
    with: {
      "alertmanager.receivers.heartbeat": undefined,
      "alertmanager.receivers.lifeline": { webhook: { url: { secret: "heartbeatUrl" } } },
    },
  },
  { setting: "alertmanager.watchdog.interval", to: "5m" },
];
