import { traceLimits as limits } from "../../../mixins/tempo/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { lowIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What Tempo does with what it has. */
export function storageBands(): Band[] {
  return [
    { title: "Tempo", height: 8, panels: [ring(), failures(), outstanding()] },
    { height: 8, panels: [searches(), volumes()] },
  ];
}

const ring = () =>
  timeseries({
    id: 12,
    title: "Unhealthy members",
    description:
      "Members of Tempo's rings that have not been heard of, by ring.\n\n**Good:** none. **Otherwise:** a replica is lost: with three of them another loss stops writes.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `max by (name) (tempo_ring_members{${inCluster}, state="Unhealthy"})`, legend: "{{name}}" }],
  });

const failures = () =>
  timeseries({
    id: 8,
    title: "Failures at the bucket",
    description:
      "Flushes, compactions and lists of blocks that failed, in the interval before each point.\n\n**Good:** none. **Otherwise:** the bucket refuses or does not answer: its policy, the role's, the key's, or the way there.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum(increase(tempo_ingester_failed_flushes_total{${inCluster}}[$interval]))`,
        legend: "flushes",
      },
      {
        expr: `sum(increase(tempo_ingester_flush_failed_retries_total{${inCluster}}[$interval]))`,
        legend: "flushes, tried again",
      },
      { expr: `sum(increase(tempodb_compaction_errors_total{${inCluster}}[$interval]))`, legend: "compactions" },
      {
        expr: `sum(increase(tempodb_blocklist_poll_errors_total{${inCluster}}[$interval]))`,
        legend: "lists of blocks",
      },
    ],
  });

const outstanding = () =>
  timeseries({
    id: 9,
    title: "Blocks",
    description:
      "Blocks in the bucket, and those that wait to be compacted.\n\n**Good:** few wait. **Otherwise:** TempoCompactionBehind: each search opens more blocks than it should.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `max by (cluster) (tempodb_blocklist_length{${inCluster}})`, legend: "{{cluster}} in all" },
      {
        expr: `sum by (cluster) (tempodb_compaction_outstanding_blocks{${inCluster}})`,
        legend: "{{cluster}} waiting",
      },
    ],
  });

const searches = () =>
  timeseries({
    id: 10,
    title: "Time to answer",
    description:
      "How long people wait for an answer, 95 of 100, by what they ask.\n\n**Good:** a few seconds. **Otherwise:** shorten the range, name a service, or see whether compaction is behind.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (route, le) (rate(tempo_request_duration_seconds_bucket{${inCluster}, route=~"api_.*"}[$interval])))`,
        legend: "{{route}}",
      },
    ],
  });

const volumes = () =>
  timeseries({
    id: 11,
    title: "Free on volumes",
    description:
      "Free share of the volumes of Tempo and of the samplers.\n\n**Good:** level. **Otherwise:** what waits for the bucket, or for Tempo, piles up there: see failures and queues.",
    unit: "percentunit",
    series: "lines",
    thresholds: lowIsBad({ yellow: limits.freeVolume.value, green: 2 * limits.freeVolume.value }),
    queries: [
      {
        expr: `min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${inCluster}, persistentvolumeclaim=~".*-(?:tempo|otel-sampler)-[0-9]+"} / kubelet_volume_stats_capacity_bytes{${inCluster}, persistentvolumeclaim=~".*-(?:tempo|otel-sampler)-[0-9]+"})`,
        legend: "{{persistentvolumeclaim}}",
      },
    ],
  });
