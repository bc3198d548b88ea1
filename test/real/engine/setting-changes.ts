/** The stack that stands in for the one that made the cluster, for `foundation.stack`. */
export const FOUNDATION_STACK = "organization/cluster/prod";

/** The release that the pools of `prod` run. */
const RELEASE = "1.36.2-20261105";

/** How GPU nodes that the stack did not make are known. */
const LAB = { "example.com/gpu": ["a100"] };

/** One setting of the running stack `prod` that somebody changes. */
export interface SettingChange {
  /** The setting, as the reference names it. */
  readonly setting: string;
  /** Its new value; `undefined` takes it out. */
  readonly to: unknown;
  /** What has to change with it: the settings would not fit each other otherwise. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Secrets that are set for it. */
  readonly secrets?: readonly string[];
  /** `ordinary`: tried in every run of the tests, for it shows a kind of effect that no other does. */
  readonly run?: "ordinary";
}

/** A way in by a gateway. */
const BY_GATEWAY = {
  host: "alertmanager.example.com",
  gateway: { name: "internal", namespace: "gateways", listener: "https" },
  filter: { group: "traefik.io", kind: "Middleware", name: "login" },
  from: { namespace: "gateways" },
};

/** A change of each setting, in the order of the reference. */
export const SETTING_CHANGES: readonly SettingChange[] = [
  { setting: "environment", to: "prod-eu" },
  { setting: "standards.data", to: "disposable", run: "ordinary" },
  { setting: "standards.availability", to: "pairs" },
  { setting: "standards.use", to: "personal" },
  { setting: "owner", to: "ml-platform" },

  { setting: "cluster.name", to: "aiobs-prod-2", run: "ordinary" },
  { setting: "cluster.identifier", to: "aiobs-prod-2" },
  { setting: "cluster.storageClass", to: "io2" },
  { setting: "cluster.apiServer.cidrs", to: ["10.44.0.0/16"] },
  { setting: "cluster.apiServer.ports", to: [6443] },
  { setting: "cluster.serviceCidrs", to: ["10.100.0.0/16"] },
  { setting: "cluster.dns", to: ["kube-dns"] },
  { setting: "cluster.networkPolicies", to: "cilium" },
  { setting: "cluster.nodeCidrs", to: ["10.40.0.0/16", "10.45.0.0/16"] },
  { setting: "cluster.kubeletTls", to: "insecure" },
  {
    setting: "cluster.zones",
    to: ["eu-central-1a", "eu-central-1b"],
    with: { "thanos.receive.replication": 1 },
  },

  { setting: "foundation.kubeconfig", to: "~/.kube/config", run: "ordinary" },
  { setting: "foundation.context", to: "aiobs-prod-admin" },
  { setting: "foundation.server", to: "https://api.prod.example.com" },
  { setting: "foundation.clusterName", to: "aiobs-prod-2" },
  { setting: "foundation.vpcId", to: "vpc-0a1b2c3d4e5f60799" },
  { setting: "foundation.subnets", to: [{ id: "subnet-0a1b2c3d4e5f60711", zone: "eu-central-1a" }] },
  { setting: "foundation.clusterSecurityGroupId", to: "sg-0a1b2c3d4e5f60718" },
  {
    setting: "foundation.oidcProvider.arn",
    to: "arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLEPROD2",
    with: { "foundation.oidcProvider.url": "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLEPROD2" },
  },
  {
    setting: "foundation.oidcProvider.url",
    to: "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLEPROD2",
    with: {
      "foundation.oidcProvider.arn":
        "arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLEPROD2",
    },
  },
  {
    setting: "foundation.stack",
    to: FOUNDATION_STACK,
    with: {
      "foundation.context": undefined,
      "foundation.clusterName": undefined,
      "foundation.vpcId": undefined,
      "foundation.clusterSecurityGroupId": undefined,
      "foundation.subnets": undefined,
      "foundation.oidcProvider": undefined,
    },
    run: "ordinary",
  },

  { setting: "namespace", to: "observability", run: "ordinary" },
  { setting: "images.registry", to: "registry.example.com/mirror" },

  {
    setting: "objectStore",
    to: {
      kind: "s3",
      endpoint: "minio.storage.svc:80",
      targetPort: 9000,
      tls: "off",
      region: "eu-west-1",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "storeAccessKey" },
      secretKey: { secret: "storeSecretKey" },
    },
    secrets: ["storeAccessKey", "storeSecretKey"],
  },
  { setting: "objectStore.buckets.metrics", to: "acme-blocks" },
  { setting: "objectStore.identity", to: "irsa" },
  { setting: "objectStore.cidrs", to: ["10.40.8.0/24"] },

  { setting: "prometheus.replicas", to: 3 },
  { setting: "prometheus.scrapeInterval", to: "30s", run: "ordinary" },
  { setting: "prometheus.scrapeTimeout", to: "5s" },
  { setting: "prometheus.evaluationInterval", to: "30s" },
  { setting: "prometheus.retention.time", to: "30d" },
  { setting: "prometheus.retention.size", to: "100Gi" },
  { setting: "prometheus.budget", to: 2_000_000 },
  { setting: "prometheus.shards", to: 2 },
  { setting: "prometheus.storage", to: "400Gi", run: "ordinary" },
  { setting: "prometheus.cpu", to: 4 },
  { setting: "prometheus.memory", to: "16Gi" },
  { setting: "prometheus.externalUrl", to: "https://prometheus.example.com:8443" },
  { setting: "prometheus.ingress", to: undefined, run: "ordinary" },

  { setting: "estimate.nodes", to: 30, run: "ordinary" },
  { setting: "estimate.pods", to: 700 },
  { setting: "estimate.containers", to: 2_000 },
  { setting: "estimate.namespaces", to: 1_000 },
  { setting: "estimate.coresPerNode", to: 192 },
  { setting: "estimate.gpuNodes", to: 8 },
  { setting: "estimate.gpus", to: 64 },

  { setting: "thanos.retention.raw", to: "60d" },
  { setting: "thanos.retention.fiveMinutes", to: "180d" },
  { setting: "thanos.retention.oneHour", to: "3y" },
  { setting: "thanos.receive.replicas", to: 9, run: "ordinary" },
  { setting: "thanos.receive.replication", to: 1 },
  { setting: "thanos.receive.retention", to: "3d" },
  { setting: "thanos.receive.storage", to: "200Gi" },
  { setting: "thanos.receive.cpu", to: 2 },
  { setting: "thanos.receive.memory", to: "16Gi" },
  { setting: "thanos.store.shards", to: 2, run: "ordinary" },
  { setting: "thanos.store.replicas", to: 3 },
  { setting: "thanos.store.storage", to: "20Gi" },
  { setting: "thanos.store.memory", to: "8Gi" },
  { setting: "thanos.query.replicas", to: 3 },
  { setting: "thanos.query.memory", to: "4Gi" },
  { setting: "thanos.query.timeout", to: "5m" },
  { setting: "thanos.compactor.storage", to: "400Gi" },
  { setting: "thanos.compactor.memory", to: "16Gi" },

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
    run: "ordinary",
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

  {
    setting: "grafana.delivery",
    to: "configmap",
    with: { "grafana.apiToken": undefined, grafanaToken: undefined },
    run: "ordinary",
  },
  {
    setting: "grafana.url",
    to: "https://grafana.example.com:8443",
    run: "ordinary",
  },
  {
    setting: "grafana.apiToken",
    to: { secret: "grafanaAdminToken" },
    with: { grafanaToken: undefined },
    secrets: ["grafanaAdminToken"],
  },
  { setting: "grafana.storage", to: "40Gi" },
  { setting: "grafana.ingress.host", to: "graphs.example.com" },
  { setting: "grafana.ingress.className", to: "traefik-internal" },
  { setting: "grafana.ingress.tlsSecret", to: "wildcard-tls" },
  { setting: "grafana.ingress.annotations", to: { "example.com/team": "a" } },
  { setting: "grafana.ingress.from", to: { cidrs: ["10.40.8.0/28"] } },

  { setting: "runbooks.baseUrl", to: "https://wiki.example.com/runbooks" },

  { setting: "butterfly", to: undefined },
  { setting: "butterfly.coordinators.targets", to: ["coordinator-4.butterfly.example.com:9090"] },
  { setting: "butterfly.compute.dns", to: ["_compute._tcp.butterfly.example.com"] },
  { setting: "butterfly.compute.port", to: 9100 },
  { setting: "butterfly.observers.namespaces", to: ["butterfly", "butterfly-2"] },
  { setting: "butterfly.observers.port", to: 9100 },
  { setting: "butterfly.nodeMemory.coordinator", to: "64Gi" },
  { setting: "butterfly.nodeMemory.compute", to: "512Gi" },
  { setting: "butterfly.size.computeNodes", to: 500 },
  { setting: "butterfly.size.observers", to: 3 },
  { setting: "butterfly.size.peers", to: 10 },
  { setting: "butterfly.size.layers", to: 100 },
  { setting: "butterfly.size.models", to: 16 },
  { setting: "butterfly.size.gpusPerNode", to: 4 },
  { setting: "butterfly.size.coresPerNode", to: 32 },
  { setting: "butterfly.cidrs", to: ["10.41.0.0/16", "10.46.0.0/16"] },

  {
    setting: "nodePools.training",
    to: { kind: "gpu", instanceTypes: ["g6e.48xlarge"], release: RELEASE, max: 2 },
    run: "ordinary",
  },
  { setting: "nodePools.shared", to: undefined },
  {
    setting: "nodePools.shared.kind",
    to: "system",
    with: { "nodePools.shared.instanceTypes": ["m7i.xlarge"], "nodePools.shared.gpuSharing": undefined },
  },
  { setting: "nodePools.inference.instanceTypes", to: ["g6e.24xlarge"], run: "ordinary" },
  { setting: "nodePools.inference.min", to: 1 },
  { setting: "nodePools.inference.desired", to: 4, run: "ordinary" },
  { setting: "nodePools.inference.max", to: 12 },
  { setting: "nodePools.inference.zones", to: ["eu-central-1a"] },
  { setting: "nodePools.inference.labels", to: { "example.com/tier": "gold" } },
  { setting: "nodePools.inference.release", to: "1.36.2-20261119" },
  { setting: "nodePools.inference.update.maxUnavailable", to: 2 },
  { setting: "nodePools.inference.update.maxUnavailablePercentage", to: 25 },
  { setting: "nodePools.inference.update.strategy", to: "minimal" },
  { setting: "nodePools.shared.provisioner", to: "karpenter" },
  { setting: "nodePools.inference.capacity", to: "spot" },
  { setting: "nodePools.inference.disk", to: "500Gi", run: "ordinary" },
  { setting: "nodePools.inference.taints", to: [{ key: "example.com/team", value: "a", effect: "NoExecute" }] },
  {
    setting: "nodePools.inference.amiFamily",
    to: "bottlerocket-nvidia",
    with: { "nodePools.inference.release": "1.52.0-0a1b2c3d" },
  },
  {
    setting: "nodePools.inference.gpuSharing.mig",
    to: "1g.5gb",
    with: {
      "nodePools.inference.instanceTypes": ["p4d.24xlarge"],
      "nodePools.inference.zones": ["eu-central-1a"],
    },
  },
  { setting: "nodePools.shared.gpuSharing.timeSlicing", to: 8 },
  { setting: "nodePools.inference.efa", to: "on", with: { "nodePools.inference.zones": ["eu-central-1a"] } },
  {
    setting: "nodePools.inference.placementGroup",
    to: "cluster",
    with: { "nodePools.inference.zones": ["eu-central-1a"] },
  },

  { setting: "gpuNodes.lab", to: { labels: LAB, devicePlugin: "present" } },
  { setting: "gpuNodes.lab-shared", to: { labels: LAB, devicePlugin: "install", gpuSharing: { timeSlicing: 4 } } },
  { setting: "gpuNodes.lab-sliced", to: { labels: LAB, gpuSharing: { mig: "1g.5gb" }, runtimeClass: "nvidia" } },
  { setting: "dcgmExporter.memory", to: "2Gi" },

  {
    setting: "aws.accountId",
    to: undefined,
    with: { objectStore: undefined, thanos: undefined },
  },
  { setting: "aws.cniPermissions", to: "node-role" },
  { setting: "aws.volumeKeyArn", to: "arn:aws:kms:eu-central-1:444455556666:key/0a1b2c3d" },
  { setting: "aws.tags", to: { "cost-centre": "research" } },
  { setting: "aws.maxGpus", to: 64 },
];

/** Settings whose change cannot be tried here, and why. */
export const UNTRIED: Readonly<Record<string, string>> = {
  "nodePools.*.capacity.capacityBlock": "Capacity Blocks are not sold in the region of `prod`.",
  "nodePools.*.capacity.zone": "The same.",
  "aws.region": "Node pools stand where their cluster is: to move, destroy the stack and deploy it anew.",
};
