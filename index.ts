/**
 * The program: settings in, content checked, components wired, outputs out.
 *
 * `pulumi up` runs it under the engine, `npm run preview` under Pulumi's mock runtime. Nothing here knows which.
 */
// One service at a time: all of the package is 300 files, a tenth of the start.
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as grafana from "@pulumiverse/grafana";
import { Alertmanager } from "./components/alertmanager/alertmanager.ts";
import { costTags } from "./components/aws/cost-tags.ts";
import { stackCapacity } from "./components/compute/capacity.ts";
import { NodePools } from "./components/compute/node-pools.ts";
import { foundationOf } from "./components/foundation/foundation.ts";
import { hasGpuNodes } from "./components/gpu/gpu-nodes.ts";
import { GpuSoftware } from "./components/gpu/gpu-software.ts";
import { Dashboards } from "./components/grafana/dashboards.ts";
import { Grafana } from "./components/grafana/grafana.ts";
import { KubeStateMetrics } from "./components/kube-state-metrics/kube-state-metrics.ts";
import { Namespaces } from "./components/namespaces/namespaces.ts";
import type { Connection } from "./components/network/connection.ts";
import { tcp } from "./components/network/connection.ts";
import { NetworkPolicies } from "./components/network/network-policies.ts";
import { NodeExporter } from "./components/node-exporter/node-exporter.ts";
import { partNames, partOf } from "./components/parts.ts";
import { butterflySystem } from "./components/prometheus/butterfly-system.ts";
import { Prometheus } from "./components/prometheus/prometheus.ts";
import type { StackContext } from "./components/stack-context.ts";
import { loadSettings } from "./config/load-settings.ts";
import { secretNames } from "./config/secrets.ts";
import { loadContent } from "./dashboards/load-content.ts";
import { partitionOf } from "./facts/regions.ts";

const settings = loadSettings();
const gpus = hasGpuNodes(settings.nodePools, settings.gpuNodes) ? "some" : "none";
const { mixins, dashboards } = loadContent(
  new Set([...(settings.butterfly === undefined ? ["butterfly"] : []), ...(gpus === "none" ? ["gpu"] : [])]),
);
const config = new pulumi.Config("aiobs");
const stack = pulumi.getStack();

const foundation = foundationOf(settings.foundation);
const cluster = new k8s.Provider("cluster", {
  ...(foundation.kubeconfig === undefined ? {} : { kubeconfig: foundation.kubeconfig }),
  ...(foundation.context === undefined ? {} : { context: foundation.context }),
  // A renewed kubeconfig is the same cluster: only another name replaces what is in it.
  clusterIdentifier: settings.cluster.name,
  // Names are fixed, so content changes in place; pods notice by checksum or by themselves.
  enableConfigMapMutable: true,
  enableSecretMutable: true,
});
const inCluster = { providers: { kubernetes: cluster, random: new random.Provider("random") } };

const { aws: account } = settings;
const { clusterName: eksCluster, subnets } = foundation;
if (account !== undefined && eksCluster !== undefined && subnets !== undefined) {
  new NodePools(
    "node-pools",
    {
      pools: settings.nodePools,
      stack,
      cluster: {
        name: eksCluster,
        cniPermissions: account.cniPermissions,
        ...(foundation.vpcId === undefined ? {} : { vpcId: foundation.vpcId }),
        ...(foundation.clusterSecurityGroupId === undefined
          ? {}
          : { securityGroupId: foundation.clusterSecurityGroupId }),
      },
      subnets,
      tags: costTags({ stack, environment: settings.environment, owner: settings.owner, extra: account.tags }),
      partition: partitionOf(account.region),
    },
    {
      providers: {
        kubernetes: cluster,
        aws: new AwsProvider("aws", {
          region: account.region,
          ...(account.accountId === undefined ? {} : { allowedAccountIds: [account.accountId] }),
        }),
      },
    },
  );
}

const names = { stack: settings.namespace, host: `${settings.namespace}-host` };
const data = settings.environment === "local" ? "disposable" : "protect";
const namespaces = new Namespaces("namespaces", { stack, names, data }, inCluster);
const context: StackContext = {
  stack,
  cluster: settings.cluster.name,
  parts: partNames.filter((part) => gpus === "some" || partOf(part).runsOn !== "gpu nodes"),
  namespaces: names,
  createdNamespaces: namespaces.created,
  data,
  ...(settings.cluster.storageClass === undefined ? {} : { storageClass: settings.cluster.storageClass }),
  ...(settings.images.registry === undefined ? {} : { imageMirror: settings.images.registry }),
};
const apiServer: Connection = {
  to: { kind: "addresses", name: "Kubernetes API", cidrs: settings.cluster.apiServer.cidrs },
  ports: tcp(...settings.cluster.apiServer.ports),
  why: "watch Kubernetes objects",
};

const alertmanager = new Alertmanager(
  "alertmanager",
  {
    context,
    settings: settings.alertmanager,
    inhibitions: mixins.flatMap(({ inhibitions }) => inhibitions),
    secrets: Object.fromEntries(secretNames(settings.alertmanager).map((name) => [name, config.requireSecret(name)])),
  },
  inCluster,
);
const prometheus = new Prometheus(
  "prometheus",
  {
    context,
    settings: settings.prometheus,
    environment: settings.environment,
    alertmanagerReplicas: settings.alertmanager.replicas,
    mixins,
    alerts: {
      owner: settings.owner,
      runbookBaseUrl: settings.runbooks.baseUrl,
      dashboardBaseUrl: settings.grafana.url,
    },
    systems: settings.butterfly === undefined ? [] : [butterflySystem(settings.cluster.name, settings.butterfly)],
    apiServer,
    nodes: { kind: "addresses", name: "nodes", cidrs: settings.cluster.nodeCidrs },
    kubeletTls: settings.cluster.kubeletTls,
  },
  inCluster,
);
const kubeStateMetrics = new KubeStateMetrics("kube-state-metrics", { context, apiServer }, inCluster);
const gpuSoftware =
  gpus === "none"
    ? []
    : new GpuSoftware("gpu", { context, pools: settings.nodePools, existing: settings.gpuNodes }, inCluster).workloads;
const nodeExporter = new NodeExporter("node-exporter", { context }, inCluster);
const grafanaServer = new Grafana(
  "grafana",
  { context, settings: settings.grafana, scrapeInterval: settings.prometheus.scrapeInterval.text, apiServer },
  inCluster,
);
new NetworkPolicies(
  "network",
  {
    context,
    workloads: [
      ...[alertmanager, prometheus, kubeStateMetrics, nodeExporter, grafanaServer].map(({ workload }) => workload),
      ...gpuSoftware,
    ],
    nodeCidrs: settings.cluster.nodeCidrs,
  },
  inCluster,
);

const token = settings.grafana.apiToken;
const grafanaApi =
  token === undefined
    ? undefined
    : new grafana.Provider("grafana", { url: settings.grafana.url, auth: config.requireSecret(token.secret) });
new Dashboards(
  "dashboards",
  {
    context,
    delivery: grafanaApi === undefined ? { kind: "configmap" } : { kind: "api", provider: grafanaApi },
    dashboards,
  },
  inCluster,
);

/** The namespace that the stack lives in. */
export const namespace = namespaces.created.stack;
/** Where people reach Grafana. */
export const grafanaUrl = settings.grafana.url;
/** What the stack's own node pools may scale to. */
export const capacity = stackCapacity(settings.nodePools);
/** The value of the label `cluster` on everything that is observed. */
export const clusterName = settings.cluster.name;
