import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { kubernetesCatalogues, kubernetesRecordings } from "./kubernetes-catalogues.ts";

const index = indexSeries(kubernetesCatalogues, kubernetesRecordings);
const dashboard = ["cluster", "namespace", "node", "pod", "instance", "top", "resolution", "quantile"];

/** Queries as experienced engineers write them. A check that objects to one of these is not trusted for long. */
const accepted: Readonly<Record<string, readonly string[]>> = {
  "rates and ratios": [
    "sum by (cluster, code) (rate(apiserver_request_total[5m]))",
    'sum(rate(apiserver_request_total{code=~"5.."}[5m])) / sum(rate(apiserver_request_total[5m]))',
    'sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[5m])) / sum by (cluster) (rate(apiserver_request_total[5m])) > 0.03',
    '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
    '100 * (1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode=~"idle|iowait|steal"}[$__rate_interval])))',
    'sum without (mode) (rate(node_cpu_seconds_total{mode!="idle", mode!="iowait"}[5m]))',
    "increase(kube_pod_container_status_restarts_total[1h]) > 5",
    "irate(node_network_receive_errs_total[2m]) / irate(node_network_receive_packets_total[2m]) > 0.01",
    "resets(process_cpu_seconds_total[1d]) > 2 or changes(process_start_time_seconds[1d]) > 2",
    "rate(apiserver_request_duration_seconds_sum[5m]) / rate(apiserver_request_duration_seconds_count[5m])",
    "rate(workqueue_adds_total[5m]) > 1.5 * rate(workqueue_adds_total[5m] offset 1d)",
    "avg by (job) (rate(process_cpu_seconds_total[5m])) < bool 0.5",
    'sum(rate(apiserver_request_duration_seconds_bucket{le="0.5"}[5m])) / sum(rate(apiserver_request_duration_seconds_count[5m]))',
    'sum by (verb) (rate(apiserver_request_duration_seconds_bucket{le=~"0\\\\.5|1(\\\\.0)?"}[5m]))',
    "sum(grpc_server_started_total) - sum(grpc_server_handled_total)",
    "workqueue_adds_total == workqueue_adds_total offset 10m",
  ],
  "quantiles of classic histograms": [
    "histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.9, sum without (instance) (increase(apiserver_request_duration_seconds_bucket[$__range])))",
    'histogram_quantile($quantile, sum(rate(apiserver_request_duration_seconds_bucket{cluster=~"$cluster"}[5m])) by (le))',
    "histogram_quantile(0.95, verb_le:apiserver_request_duration_seconds_bucket:rate5m)",
    "histogram_quantile(0.95, sum by (cluster, le) (verb_le:apiserver_request_duration_seconds_bucket:rate5m)) > 1",
    "histogram_quantile(0.01, sum without (instance) (rate(apiserver_client_certificate_expiration_seconds_bucket[5m])))",
    "histogram_quantile(0.01, sum by (job, instance, le) (rate(apiserver_client_certificate_expiration_seconds_bucket[5m]))) < 604800 and on (job, instance) apiserver_client_certificate_expiration_seconds_count > 0",
    "histogram_fraction(0, 0.5, sum by (le) (rate(apiserver_request_duration_seconds_bucket[5m])))",
    'go_gc_duration_seconds{quantile="1.0"} > 0.1',
  ],
  "native histograms": [
    "histogram_quantile(0.99, sum by (handler) (rate(http_request_duration_seconds[5m])))",
    "histogram_quantile(0.99, rate(http_request_duration_seconds[5m]))",
    "histogram_count(sum(rate(http_request_duration_seconds[5m])))",
    "histogram_sum(rate(http_request_duration_seconds[5m])) / histogram_count(rate(http_request_duration_seconds[5m]))",
    "histogram_avg(sum by (handler) (rate(http_request_duration_seconds[5m]))) > 1",
    "histogram_fraction(0, 0.2, rate(http_request_duration_seconds[1h]))",
    "histogram_stddev(http_request_duration_seconds)",
  ],
  joins: [
    'sum by (node) (kube_pod_container_resource_requests{resource="cpu"} * on (namespace, pod) group_left () (kube_pod_status_phase{phase="Running"} == 1))',
    'rate(container_cpu_usage_seconds_total{container!=""}[5m]) * on (namespace, pod) group_left (created_by_kind, host_ip) kube_pod_info',
    "sum by (nodename) (node_load1 * on (instance) group_left (nodename) node_uname_info)",
    "node_uname_info * on (instance) group_right (nodename) node_load1",
    "up * on (instance, job) group_left (version) prometheus_build_info",
    'max by (cluster, node) (kube_node_role{role="control-plane"}) * on (cluster, node) group_right () kube_node_info',
    'namespace:container_cpu_usage:sum_rate5m / on (cluster) group_left () sum by (cluster) (kube_node_status_allocatable{resource="cpu"})',
    "sum by (workload) (rate(container_cpu_usage_seconds_total[5m]) * on (cluster, namespace, pod) group_left (workload, workload_type) namespace_pod:kube_pod_owner:workload)",
    'sum by (namespace, pod) (container_memory_working_set_bytes{container!=""}) / sum by (namespace, pod) (kube_pod_container_resource_limits{resource="memory"}) > 0.9',
    "node_load1 / instance:node_num_cpu:sum > 2",
    'node_load1 / on (instance) count by (instance) (node_cpu_seconds_total{mode="idle"})',
    "max by (cluster) (process_max_fds) < on (cluster) max by (cluster) (process_open_fds)",
    "count by (cluster, job) (up == 0) / count by (cluster, job) (up) > 0.5",
    "count by (cluster, job) (up) / count by (cluster, job) (up)",
    "kube_deployment_spec_replicas != kube_deployment_status_replicas_available and changes(kube_deployment_status_replicas_updated[10m]) == 0",
    "workqueue_depth / ignoring (name) group_left () sum without (name) (workqueue_depth)",
    "process_open_fds / process_max_fds",
    "(time() - kube_pod_created) / 86400 > 30",
    "kube_pod_container_resource_requests / ignoring (unit, resource) group_left () sum without (unit, resource) (kube_pod_container_resource_requests)",
    'container_memory_working_set_bytes{container=""} / on (namespace, pod) kube_pod_created',
  ],
  "sets and absence": [
    'sum(rate(apiserver_request_total{code=~"5.."}[5m])) or vector(0)',
    'sum by (cluster) (rate(apiserver_request_total{code="500"}[5m])) or 0 * sum by (cluster) (rate(apiserver_request_total[5m]))',
    'absent(up{job="apiserver"} == 1)',
    'absent(up{job="apiserver", cluster="prod"})',
    'absent_over_time(prometheus_build_info{version=~"3.*"}[10m])',
    "kube_job_status_start_time unless on (namespace, job_name) kube_job_status_active == 0",
    "up == 0 unless on (instance) (time() - node_boot_time_seconds < 600)",
    'kube_node_status_condition{condition="Ready", status="true"} == 0 and on (cluster, node) kube_node_spec_unschedulable == 0',
    "node_load1 > 4 and on () hour() >= 8 < 20",
    "vector(1) unless on () (day_of_week() == 0 or day_of_week() == 6)",
    "group by (instance) (up) unless group by (instance) (node_load1)",
    "apiserver_request_total unless apiserver_request_total offset 15m",
    "(apiserver_request_total unless apiserver_request_total offset 15m) > 0 or increase(apiserver_request_total[15m]) > 0",
    "count(kube_pod_container_status_restarts_total > 0)",
    'ALERTS{alertstate="firing", severity="critical"} unless on (alertname) ALERTS{alertname="Watchdog"}',
    'sum by (alertname, severity) (ALERTS{alertstate="firing"})',
    'time() - ALERTS_FOR_STATE{alertname=~"Kube.*"} > 3600',
  ],
  "over time": [
    "max_over_time(rate(apiserver_request_total[5m])[1h:1m])",
    "max_over_time(sum by (cluster) (rate(apiserver_request_total[5m]))[1d:5m] offset 1w)",
    "quantile_over_time(0.99, sum(prometheus_tsdb_head_series)[5m:15s])",
    "avg_over_time(up[1d]) < 0.99",
    "min_over_time(prometheus_config_last_reload_successful[5m]) == 0",
    'predict_linear(node_filesystem_avail_bytes{fstype!=""}[6h], 4 * 60 * 60) < 0 and node_filesystem_readonly == 0',
    "deriv(node_timex_offset_seconds[5m]) >= 0 and node_timex_offset_seconds > 0.05",
    "delta(process_resident_memory_bytes[1h]) > 1e9",
    'count_over_time(ALERTS{alertname="X"}[1d])',
    "present_over_time(kube_pod_container_status_restarts_total[1h])",
    "rate(apiserver_request_total[1h:5m])",
    "changes(kube_pod_container_status_restarts_total[1h]) == 0",
    "sum_over_time((cluster:apiserver_request:error_ratio_rate5m > bool 0.01)[1h:1m])",
    "cluster:apiserver_request:error_ratio_rate5m > 14.4 * 0.001 and cluster:apiserver_request:error_ratio_rate1h > 14.4 * 0.001",
    "topk(5, rate(apiserver_request_total[5m] @ end())) and rate(apiserver_request_total[5m])",
    "prometheus_tsdb_head_series @ start() - prometheus_tsdb_head_series @ 1700000000 offset 5m",
    "stddev_over_time(node_load1[1h]) / avg_over_time(node_load1[1h])",
  ],
  "selection and labels": [
    "topk by (cluster) (1, node_load1)",
    'topk($top, sum by (pod) (container_memory_working_set_bytes{namespace=~"$namespace"}))',
    "bottomk(3, node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)",
    'count_values("version", alertmanager_config_hash)',
    'count by (version) (count_values by (job) ("version", prometheus_config_last_reload_successful)) > 1',
    "count(count by (version) (prometheus_build_info)) > 1",
    'label_replace(up, "host", "$1", "instance", "([^:]+):.*")',
    'sum by (host) (label_replace(node_load1, "host", "$1", "instance", "(.+):\\\\d+"))',
    'label_join(kube_pod_info, "id", "/", "namespace", "pod") * on (id) group_left () label_join(kube_pod_owner, "id", "/", "namespace", "pod")',
    'label_replace(vector(1), "source", "none", "", "")',
    'label_replace(node_load1, "instance", "", "", "")',
    '{job="apiserver", __name__=~"workqueue_.*"}',
    'count by (__name__) ({__name__=~"kube_pod.*"})',
    '{"node_load1", instance=~"$instance"}',
    'sum(kube_pod_status_phase{phase=~"Pending|Unknown"}) by (namespace)',
    "sort_desc(sum by (namespace) (kube_pod_info))",
    "scalar(count(up)) * 0.5 < count(up == 1)",
    "clamp_max(sum(rate(apiserver_request_total[$__rate_interval])) / 100, 1)",
    "-node_timex_offset_seconds",
    "abs(node_timex_offset_seconds) > 0.05",
    "round(100 * avg(up), 0.1)",
    "quantile by (job) (0.5, process_resident_memory_bytes)",
    'sum(container_memory_working_set_bytes{namespace=""})',
    `sum by (namespace) (kube_pod_info{node=~"$node", pod=~"\${pod:regex}"})`,
    `rate(node_disk_io_time_seconds_total[\${resolution}s])`,
    "avg_over_time(node_load1[$__interval:$resolution])",
    "year() * 12 + month()",
  ],
};

describe.each(Object.entries(accepted))("%s", (_, queries) => {
  test.each(queries)("accepts %s", (query) => {
    const options: CheckOptions = query.includes("$") ? { variables: dashboard, use: "panel" } : { use: "alert" };
    expect(checkPromQL(query, index, options).problems).toEqual([]);
  });
});

describe("totals, as a panel may show them", () => {
  test.each([
    "kube_pod_container_status_restarts_total",
    "sum by (namespace) (kube_pod_container_status_restarts_total)",
    "topk(10, last_over_time(kube_pod_container_status_restarts_total[1d]))",
    "sum by (pod) (container_network_receive_bytes_total) / 1024 / 1024",
    "kube_pod_container_status_restarts_total * on (namespace, pod) group_left (node) kube_pod_info",
    "sum by (le) (apiserver_request_duration_seconds_bucket)",
  ])("accepts %s", (query) => {
    expect(checkPromQL(query, index, { use: "panel" }).problems).toEqual([]);
  });
});
