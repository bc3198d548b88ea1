import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";

/** What coordinators need to agree: each other, their disks, their processors. */
export function coordinatorsBands(): Band[] {
  return [
    { title: "What agreement needs", height: 8, panels: [heartbeats(), logWrites(), processors()] },
    { height: 8, panels: [states(), tokensByModel(16)] },
  ];
}

const heartbeats = () =>
  timeseries({
    id: 12,
    title: "Failed heartbeats",
    description: `Heartbeats per second that did not reach a coordinator, from all others together.\n\n**Good:** 0. **Otherwise:** above ${inWords(limits.heartbeatFailures)} for 5 minutes ButterflyHeartbeatsFailing fires, if the coordinator lives; elections follow.`,
    unit: "ops",
    series: "lines",
    thresholds: highIsBad({ red: limits.heartbeatFailures.value }),
    queries: [
      {
        expr: `sum by (cluster, to_node) (rate(butterfly_consensus_heartbeat_failures_total{${inCluster}, to_node=~"$node"}[$interval]))`,
        legend: "to {{cluster}}/{{to_node}}",
      },
    ],
  });

const logWrites = () =>
  timeseries({
    id: 13,
    title: "Log writes",
    description: `How long the slowest of a hundred log appends takes, on each chosen coordinator.\n\n**Good:** under 10 ms. **Otherwise:** above ${inWords(limits.logWrite)} for 10 minutes ButterflyLogWritesSlow fires: commits wait for a majority of these.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.logWrite.value }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, node_id, le) (rate(butterfly_disk_write_duration_seconds_bucket{${onNode}, job="butterfly-coordinators", operation="log_append"}[$interval])))`,
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const processors = () =>
  timeseries({
    id: 14,
    title: "Processors of coordinators",
    description: `Share of the processors in use, on each chosen coordinator.\n\n**Good:** under 80%. **Otherwise:** a coordinator without time misses heartbeats; above ${inWords(limits.cpuUse)} it reports itself as not ready.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: limits.cpuUse.value }),
    queries: [
      {
        expr: `avg by (cluster, node_id) (butterfly_cpu_usage_ratio{${onNode}, job="butterfly-coordinators"})`,
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const states = () =>
  timeseries({
    id: 15,
    title: "Nodes by state",
    description:
      "Nodes of the cluster by state, as the coordinators count them.\n\n**Good:** all active. **Otherwise:** *degraded* nodes that stay are ill or lost to discovery (ButterflyNodesDegraded); *recovering* ones load a checkpoint.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      { expr: `sum(max by (cluster) (butterfly_cluster_size{${inCluster}, state="active"}))`, legend: "active" },
      { expr: `sum(max by (cluster) (butterfly_cluster_size{${inCluster}, state="degraded"}))`, legend: "degraded" },
      {
        expr: `sum(max by (cluster) (butterfly_cluster_size{${inCluster}, state="recovering"}))`,
        legend: "recovering",
      },
    ],
  });
