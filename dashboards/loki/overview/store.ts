import { lokiLimits as limits } from "../../../mixins/loki/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** The replicas, what they hold, and what they bring to the store. */
export function storeBands(): Band[] {
  return [
    { title: "Replicas and store", height: 4, panels: [ring(), retention(), panics()] },
    { height: 8, panels: [streams(), flushes(), volumes()] },
  ];
}

const ring = () =>
  stat({
    id: 5,
    title: "Silent replicas",
    description:
      "Members of the ring of ingesters that the others have not heard of for a minute or longer.\n\n**Good:** 0. **Otherwise:** LokiRingUnhealthy fires after ten minutes: with one more away, lines are refused.",
    unit: "short",
    graph: "sparkline",
    thresholds: highIsBad({ red: 1 }),
    queries: [
      { expr: `max(loki_ring_members{${inCluster}, name="ingester", state="Unhealthy"})`, legend: "Unhealthy" },
    ],
  });

const retention = () =>
  stat({
    id: 6,
    title: "Retention applied",
    description:
      "How long ago lines out of their retention were deleted last.\n\n**Good:** minutes. **Otherwise:** LokiRetentionNotRunning fires after six hours: the compactor, in the first replica, does not work.",
    unit: "s",
    graph: "none",
    thresholds: highIsBad({ yellow: limits.retentionAge.value / 2, red: limits.retentionAge.value }),
    queries: [
      {
        expr: `max(time() - max by (cluster) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds{${inCluster}} > 0))`,
        legend: "Ago",
      },
    ],
  });

const streams = () =>
  timeseries({
    id: 7,
    title: "Streams in memory",
    description:
      "Streams that each replica holds: one for each service of each namespace, and each kind.\n\n**Good:** steady. **Otherwise:** something makes ever new labels, most often a `service.name` that changes with each pod; at 20,000 further ones are refused.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `sum by (instance) (loki_ingester_memory_streams{${inCluster}})`, legend: "{{instance}}" }],
  });

const flushes = () =>
  timeseries({
    id: 8,
    empty: "None",
    title: "Chunks not stored",
    description:
      "Chunks of lines that the store did not take, in the interval before each point, by replica.\n\n**Good:** none. **Otherwise:** LokiFlushesFailing fires: they stay in memory and in the write-ahead log.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (instance) (increase(loki_ingester_chunks_flush_failures_total{${inCluster}}[$interval])) > 0`,
        legend: "{{instance}}",
      },
    ],
  });

const panics = () =>
  stat({
    id: 9,
    title: "Panics",
    description:
      "Requests that ended in a panic, in the interval before now.\n\n**Good:** 0. **Otherwise:** LokiPanicking fires: a fault of Loki's own.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [{ expr: `sum(increase(loki_panic_total{${inCluster}}[$interval]))`, legend: "Panics" }],
  });

const volumes = () =>
  timeseries({
    id: 10,
    title: "Room on volumes",
    description:
      "How much of each replica's volume is free.\n\n**Good:** over a half. **Otherwise:** LokiVolumeNearlyFull fires at a fifth; at a tenth the replica takes no more lines.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `max by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${inCluster}, persistentvolumeclaim=~".*loki-[0-9]+"} / kubelet_volume_stats_capacity_bytes{${inCluster}, persistentvolumeclaim=~".*loki-[0-9]+"})`,
        legend: "{{persistentvolumeclaim}}",
      },
    ],
  });
