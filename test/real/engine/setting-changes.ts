import { ALERTMANAGER_CHANGES } from "./alertmanager-changes.ts";
import { APPLICATION_CHANGES } from "./application-changes.ts";
import { FLEET_CHANGES } from "./fleet-changes.ts";
import { BOOTSTRAP, NODE_CHANGES } from "./node-changes.ts";
import { PART_CHANGES } from "./part-changes.ts";
import type { SettingChange } from "./setting-change.ts";

/** The stack that stands in for the one that made the cluster, for `foundation.stack`. */
export const FOUNDATION_STACK = "organization/cluster/prod";

/** What goes with a Grafana that is there already. */
const ELSEWHERE = {
  "grafana.url": "https://acme.grafana.net",
  "grafana.storage": undefined,
  "grafana.ingress": undefined,
};

/** What makes AWS' load balancer ask who is there. */
const ASKS = { "alb.ingress.kubernetes.io/auth-type": "oidc" };

/** A change of each setting, in the order of the reference. */
export const SETTING_CHANGES: readonly SettingChange[] = [
  { setting: "environment", to: "prod-eu" },
  { setting: "standards.data", to: "disposable", run: "ordinary" },
  { setting: "standards.availability", to: "pairs" },
  { setting: "standards.use", to: "personal" },
  { setting: "owner", to: "ml-platform" },

  { setting: "cluster.name", to: "aiobs-prod-2" },
  { setting: "cluster.identifier", to: "aiobs-prod-2" },
  { setting: "cluster.storageClass", to: "io2" },
  { setting: "cluster.apiServer.cidrs", to: ["10.44.0.0/16"] },
  { setting: "cluster.apiServer.ports", to: [6443] },
  { setting: "cluster.serviceCidrs", to: ["10.100.0.0/16"] },
  { setting: "cluster.dns", to: ["kube-dns"] },
  { setting: "cluster.namespaces", to: "existing" },
  { setting: "cluster.networkPolicies", to: "cilium" },
  { setting: "cluster.nodeCidrs", to: ["10.40.0.0/16", "10.45.0.0/16"] },
  { setting: "cluster.kubeletTls", to: "insecure" },
  {
    setting: "cluster.zones",
    to: ["eu-central-1a", "eu-central-1b"],
    with: { "thanos.receive.replication": 1 },
  },

  { setting: "foundation.kubeconfig", to: "~/.kube/config" },
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
  { setting: "foundation.bootstrap", to: BOOTSTRAP },
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
  ...PART_CHANGES,

  { setting: "proxy", to: { address: "proxy.example.com:3128", cidrs: ["10.40.9.0/28"] } },
  { setting: "proxy.targetPort", to: 13_128, with: { "proxy.address": "proxy.tools.svc:3128" } },
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
  { setting: "prometheus.storage", to: "400Gi" },
  { setting: "prometheus.cpu", to: 4 },
  { setting: "prometheus.memory", to: "16Gi" },
  {
    setting: "prometheus.remoteWrite",
    to: [
      {
        name: "mimir",
        url: "https://mimir.example.com/api/v1/push",
        headers: { "X-Scope-OrgID": "ai" },
        dataSource: { url: "https://mimir.example.com/prometheus", kind: "Mimir" },
      },
      {
        name: "amp",
        url: "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-0a1b2c3d/api/v1/remote_write",
        authentication: { sigv4: {} },
      },
    ],
  },
  { setting: "prometheus.queriedFrom", to: [{ namespace: "keda", podLabels: { app: "keda-operator" } }] },
  { setting: "prometheus.pushedFrom", to: [{ namespace: "load-tests" }] },
  { setting: "prometheus.externalUrl", to: "https://prometheus.example.com:8443" },
  { setting: "prometheus.ingress", to: undefined },

  { setting: "estimate.nodes", to: 24 },
  { setting: "estimate.pods", to: 700 },
  { setting: "estimate.containers", to: 2_000 },
  { setting: "estimate.namespaces", to: 1_000 },
  { setting: "estimate.coresPerNode", to: 192 },
  { setting: "estimate.gpuNodes", to: 8 },
  { setting: "estimate.gpus", to: 64 },
  { setting: "estimate.services", to: 25 },
  { setting: "estimate.spanNames", to: 6 },

  ...FLEET_CHANGES,

  { setting: "thanos.retention.raw", to: "60d" },
  { setting: "thanos.retention.fiveMinutes", to: "180d" },
  { setting: "thanos.retention.oneHour", to: "3y" },
  { setting: "thanos.receive.replicas", to: 9 },
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
  {
    setting: "thanos.query.ingress",
    to: { host: "thanos.example.com", className: "alb", annotations: ASKS, from: { cidrs: ["10.40.9.0/28"] } },
  },
  { setting: "thanos.compactor.storage", to: "400Gi" },
  { setting: "thanos.compactor.memory", to: "16Gi" },

  { setting: "logs.retention", to: "180d" },
  { setting: "logs.auditRetention", to: "2y" },
  { setting: "logs.store", to: "volume", with: { "logs.replicas": 1 } },
  { setting: "logs.replicas", to: 5 },
  { setting: "logs.storage", to: "200Gi" },
  { setting: "logs.cpu", to: 2 },
  { setting: "logs.memory", to: "8Gi" },
  { setting: "logs.queriedFrom", to: [{ namespace: "tools", podLabels: { app: "notebook" } }] },
  {
    setting: "logs.ingress",
    to: { host: "logs.example.com", className: "alb", annotations: ASKS, from: { cidrs: ["10.40.9.0/28"] } },
  },
  {
    setting: "agent.pepper",
    to: { secret: "otherPepper" },
    with: { personalDataPepper: undefined },
    secrets: ["otherPepper"],
  },
  { setting: "agent.memory", to: "1Gi" },
  { setting: "agent.queue", to: "20Gi" },
  { setting: "agent.sendersFrom", to: ["applications"] },

  { setting: "traces.sampling.ratio", to: 0.2 },
  { setting: "traces.sampling.slow", to: "10s" },
  { setting: "traces.sampling.decisionWait", to: "1m" },
  { setting: "traces.retention", to: "60d" },
  { setting: "traces.store", to: "volume", with: { "traces.replicas": 1 } },
  { setting: "traces.replicas", to: 5 },
  { setting: "traces.storage", to: "100Gi" },
  { setting: "traces.cpu", to: 4 },
  { setting: "traces.memory", to: "16Gi" },
  { setting: "traces.queriedFrom", to: [{ namespace: "tools" }] },
  {
    setting: "traces.ingress",
    to: { host: "traces.example.com", className: "alb", annotations: ASKS, from: { cidrs: ["10.40.9.0/28"] } },
  },
  { setting: "traces.spansPerSecond", to: 5_000 },
  { setting: "traces.processing", to: "agent", with: { "prometheus.budget": 1_200_000 } },
  { setting: "traces.routers.replicas", to: 3 },
  { setting: "traces.samplers.replicas", to: 4 },
  { setting: "canary", to: "off" },

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
  },
  {
    setting: "grafana.apiToken",
    to: { secret: "grafanaAdminToken" },
    with: { grafanaToken: undefined },
    secrets: ["grafanaAdminToken"],
  },
  {
    setting: "grafana.existing",
    to: {
      from: { namespace: "monitoring-tools", podLabels: { app: "grafana" } },
      metrics: { uid: "grafanacloud-prom" },
      logs: { uid: "grafanacloud-logs" },
      traces: { uid: "grafanacloud-traces" },
      alertmanager: { contactPoint: "On-call" },
    },
    with: ELSEWHERE,
  },
  ...(["metrics", "logs", "traces"] as const).flatMap((what): readonly SettingChange[] => [
    {
      setting: `grafana.existing.${what}`,
      to: {
        url: `https://${what}.example.com`,
        authentication: { basic: { username: "grafana", password: { secret: "sourcePassword" } } },
        headers: { "X-Scope-OrgID": "acme" },
      },
      with: { ...ELSEWHERE, "grafana.existing.from.namespace": "monitoring-tools" },
      secrets: ["sourcePassword"],
    },
    {
      setting: `grafana.existing.${what}.authentication`,
      to: { bearer: { token: { secret: "sourceToken" } } },
      with: {
        ...ELSEWHERE,
        "grafana.existing.from.namespace": "monitoring-tools",
        [`grafana.existing.${what}.url`]: `https://${what}.example.com`,
      },
      secrets: ["sourceToken"],
    },
  ]),
  {
    setting: "grafana.existing.alertmanager",
    to: {
      url: "https://alertmanager.example.com",
      authentication: { basic: { username: "grafana", password: { secret: "alertmanagerPassword" } } },
    },
    with: { ...ELSEWHERE, "grafana.existing.from.namespace": "monitoring-tools" },
    secrets: ["alertmanagerPassword"],
  },
  { setting: "grafana.adminPassword", to: { kubernetesSecret: "grafana-admin", key: "password" } },
  { setting: "grafana.storage", to: "40Gi" },
  { setting: "grafana.ingress.host", to: "graphs.example.com" },
  { setting: "grafana.ingress.className", to: "traefik-internal" },
  { setting: "grafana.ingress.tlsSecret", to: "wildcard-tls" },
  { setting: "grafana.ingress.annotations", to: { "example.com/team": "a" } },
  { setting: "grafana.ingress.from", to: { cidrs: ["10.40.8.0/28"] } },

  {
    setting: "alerts",
    to: {
      AiobsTargetDown: { severity: "critical", threshold: 0.25, for: "15m", team: "sre" },
      KubePodCrashLooping: { state: "off" },
    },
  },

  { setting: "runbooks.baseUrl", to: "https://wiki.example.com/runbooks" },

  ...APPLICATION_CHANGES,

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

  { setting: "llm", to: undefined },
  { setting: "llm.services", to: { webui: ["chat"], gateway: ["llm-proxy"], inference: ["ollama", "vllm"] } },
  { setting: "llm.litellm", to: undefined },
  { setting: "llm.litellm.namespaces", to: ["llm", "llm-2"] },
  { setting: "llm.litellm.podLabels", to: { app: "litellm" } },
  { setting: "llm.litellm.port", to: 4001 },
  { setting: "llm.litellm.replicas", to: 4 },
  { setting: "llm.litellm.callers", to: 5 },
  { setting: "llm.vllm.namespaces", to: ["llm", "llm-2"] },
  { setting: "llm.vllm.podLabels", to: { app: "vllm" } },
  { setting: "llm.vllm.port", to: 8001 },
  { setting: "llm.vllm.replicas", to: 4 },
  { setting: "llm.triton", to: { namespaces: ["llm"], podLabels: { app: "triton" }, port: 8003, replicas: 2 } },
  { setting: "llm.dynamo", to: { namespaces: ["llm"], podLabels: { app: "dynamo" }, port: 8001, replicas: 2 } },
  { setting: "llm.models", to: 14 },

  { setting: "maestro", to: undefined },
  { setting: "maestro.pods.namespaces", to: ["maestro", "maestro-2"] },
  { setting: "maestro.pods.labels", to: { app: "maestro" } },
  { setting: "maestro.pods.port", to: 9100 },
  {
    setting: "maestro.targets",
    to: ["maestro-1.example.com:8000"],
    with: { "maestro.pods": undefined, "maestro.cidrs": ["10.47.0.0/16"] },
  },
  {
    setting: "maestro.cidrs",
    to: ["10.47.0.0/16"],
    with: { "maestro.pods": undefined, "maestro.targets": ["maestro-1.example.com:8000"] },
  },
  { setting: "maestro.size.replicas", to: 4 },
  { setting: "maestro.size.tenants", to: 25 },
  { setting: "maestro.size.endpoints", to: 50 },

  ...NODE_CHANGES,

  {
    setting: "aws.accountId",
    to: undefined,
    with: { objectStore: undefined, thanos: undefined, logs: undefined, traces: undefined, agent: undefined },
  },
  { setting: "aws.cniPermissions", to: "node-role" },
  { setting: "aws.nodeShell", to: "session-manager" },
  { setting: "aws.volumeKeyArn", to: "arn:aws:kms:eu-central-1:444455556666:key/0a1b2c3d" },
  { setting: "aws.tags", to: { "cost-centre": "research" } },
  { setting: "aws.maxGpus", to: 64 },
];

/** Settings whose change cannot be tried here, and why. */
export const UNTRIED: Readonly<Record<string, string>> = {
  "nodePools.*.capacity.capacityBlock": "Capacity Blocks are not sold in the region of `prod`.",
  "nodePools.*.capacity.ends":
    "Capacity Blocks are not sold in the region of `prod`; it is in rules of Prometheus alone.",
  simulator: "It is refused in `prod`, where people rely on alerts.",
  "aws.region": "Node pools stand where their cluster is: to move, destroy the stack and deploy it anew.",
};
