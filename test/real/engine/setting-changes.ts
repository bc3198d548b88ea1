import { ALERTMANAGER_CHANGES } from "./alertmanager-changes.ts";
import { NODE_CHANGES } from "./node-changes.ts";
import type { SettingChange } from "./setting-change.ts";

/** The stack that stands in for the one that made the cluster, for `foundation.stack`. */
export const FOUNDATION_STACK = "organization/cluster/prod";

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
      buckets: { metrics: "blocks", logs: "lines", traces: "spans" },
      accessKey: { secret: "storeAccessKey" },
      secretKey: { secret: "storeSecretKey" },
    },
    secrets: ["storeAccessKey", "storeSecretKey"],
  },
  { setting: "objectStore.buckets.metrics", to: "acme-blocks" },
  { setting: "objectStore.buckets.logs", to: "acme-lines" },
  { setting: "objectStore.buckets.traces", to: "acme-spans" },
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

  { setting: "logs.retention", to: "180d" },
  { setting: "logs.auditRetention", to: "2y" },
  { setting: "logs.store", to: "volume", with: { "logs.replicas": 1 } },
  { setting: "logs.replicas", to: 5 },
  { setting: "logs.storage", to: "200Gi" },
  { setting: "logs.cpu", to: 2 },
  { setting: "logs.memory", to: "8Gi" },
  { setting: "agent.pepper", to: { secret: "otherPepper" }, secrets: ["otherPepper"] },
  { setting: "agent.memory", to: "1Gi" },
  { setting: "agent.queue", to: "20Gi" },
  { setting: "agent.sendersFrom", to: ["applications"] },

  ...ALERTMANAGER_CHANGES,

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

  ...NODE_CHANGES,

  {
    setting: "aws.accountId",
    to: undefined,
    with: { objectStore: undefined, thanos: undefined, logs: undefined, traces: undefined, agent: undefined },
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
