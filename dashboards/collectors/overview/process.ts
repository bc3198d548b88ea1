import { collectorLimits as limits } from "../../../mixins/collectors/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What waits, and what the processes need. */
export function processBand(): Band {
  return { title: "Queues and processes", height: 8, panels: [queues(), memory(), cpu()] };
}

const queues = () =>
  timeseries({
    id: 5,
    title: "Fullest queues",
    description:
      "How much of the room for what a collector has yet to send is taken, in the fullest queue of each kind.\n\n**Good:** next to nothing. **Otherwise:** CollectorQueueFilling fires at a half.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.queue.value }),
    queries: [
      {
        expr: `max by (job, exporter) (otelcol_exporter_queue_size{${inCluster}} / otelcol_exporter_queue_capacity{${inCluster}})`,
        legend: "{{job}} {{exporter}}",
      },
    ],
  });

const memory = () =>
  timeseries({
    id: 6,
    title: "Memory",
    description:
      "Memory of the largest process of each kind.\n\n**Good:** under 60% of its limit. **Otherwise:** it refuses what comes in from there on.",
    unit: "bytes",
    series: "lines",
    queries: [{ expr: `max by (job) (otelcol_process_memory_rss{${inCluster}})`, legend: "{{job}}" }],
  });

const cpu = () =>
  timeseries({
    id: 7,
    title: "Processor time",
    description:
      "Processor time of the busiest process of each kind, in cores.\n\n**Good:** under its limit, one core for agents. **Otherwise:** it falls behind, and its queue or its senders' fill.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `max by (job) (rate(otelcol_process_cpu_seconds{${inCluster}}[$interval]))`,
        legend: "{{job}}",
      },
    ],
  });
