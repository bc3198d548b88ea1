/**
 * A fixture: what the servers of a cluster expose, as recorded from them, and recordings in the style of the mixins that everyone
 * runs. Real queries of all kinds can be written against it.
 */
import type { Catalogue, Label, Metric, MetricType } from "../../../queries/catalogue.ts";
import type { Recording } from "../../../queries/promql/check.ts";
import { catalogues } from "../../observed.ts";

const any = (bound: number): Label => ({ bound });
const grpc = { grpc_service: any(20), grpc_method: any(100), grpc_type: any(4) };

function metric(name: string, type: MetricType, labels: Record<string, Label>, rest: Partial<Metric> = {}): Metric {
  return { name, type, help: `${name}.`, unit: "count", labels, ...rest };
}

/** What this program scrapes none of: the API server, gRPC, and a histogram that is native as well. */
const others: Catalogue = {
  system: "others",
  targetLabels: { cluster: any(3), job: any(20), instance: any(1000) },
  metrics: [
    metric("apiserver_request_total", "counter", { verb: any(10), code: any(30), resource: any(200) }),
    metric(
      "apiserver_request_duration_seconds",
      "histogram",
      { verb: any(10), resource: any(200) },
      { unit: "seconds", buckets: [0.05, 0.1, 0.5, 1, 5, 30] },
    ),
    metric(
      "apiserver_client_certificate_expiration_seconds",
      "histogram",
      {},
      { unit: "seconds", buckets: [3600, 86_400, 604_800, 2_592_000] },
    ),
    metric(
      "http_request_duration_seconds",
      "histogram",
      { handler: any(50) },
      { unit: "seconds", buckets: [0.1, 1, 10], exposition: "both" },
    ),
    metric("grpc_server_started_total", "counter", grpc),
    metric("grpc_server_handled_total", "counter", { ...grpc, grpc_code: any(17) }),
  ],
};

/** What is exposed. */
export const kubernetesCatalogues: readonly Catalogue[] = [...catalogues, others];

/** What is recorded. */
export const kubernetesRecordings: readonly Recording[] = [
  {
    record: "namespace:container_cpu_usage:sum_rate5m",
    expr: 'sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m]))',
  },
  {
    record: "namespace_pod:kube_pod_owner:workload",
    expr: `max by (cluster, namespace, workload, pod) (
      label_replace(kube_pod_owner{owner_kind="DaemonSet"}, "workload", "$1", "owner_name", "(.*)")
    )`,
    labels: { workload_type: "daemonset" },
  },
  { record: "instance:node_num_cpu:sum", expr: 'count without (cpu, mode) (node_cpu_seconds_total{mode="idle"})' },
  {
    record: "verb_le:apiserver_request_duration_seconds_bucket:rate5m",
    expr: "sum by (cluster, verb, le) (rate(apiserver_request_duration_seconds_bucket[5m]))",
  },
  {
    record: "cluster:apiserver_request:error_ratio_rate5m",
    expr: `sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[5m]))
      / sum by (cluster) (rate(apiserver_request_total[5m]))`,
  },
  {
    record: "cluster:apiserver_request:error_ratio_rate1h",
    expr: `sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[1h]))
      / sum by (cluster) (rate(apiserver_request_total[1h]))`,
  },
];
