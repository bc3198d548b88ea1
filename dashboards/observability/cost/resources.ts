import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { activeSeries, disks, memory, memoryOfPrometheus, processors } from "./queries.ts";

/** What the servers take. */
export function resourcesBands(): Band[] {
  return [
    { title: "Servers", height: 9, panels: [byProcessors(), byMemory()] },
    { height: 8, panels: [byDisk(), memoryPerSeries()] },
  ];
}

const byProcessors = () =>
  timeseries({
    id: 10,
    title: "Processors by container",
    description:
      "Processors that the ten containers of the stack with most use, all replicas and nodes together.\n\n**Good:** level. **Otherwise:** agents up: more lines and spans. Prometheus or Query up: a dashboard or rule that asks for too much.",
    unit: "short",
    series: "stacked",
    queries: [
      {
        expr: highest({ count: 10, by: "container", of: `sum by (container) (${processors})` }),
        legend: "{{container}}",
      },
    ],
  });

const byMemory = () =>
  timeseries({
    id: 11,
    title: "Memory by container",
    description:
      "Memory that the ten containers of the stack with most use, all replicas and nodes together.\n\n**Good:** level. **Otherwise:** a slope that ends at a restart is a leak; one that follows *Series in memory* is not.",
    unit: "bytes",
    series: "stacked",
    queries: [
      { expr: highest({ count: 10, by: "container", of: `sum by (container) (${memory})` }), legend: "{{container}}" },
    ],
  });

const byDisk = () =>
  timeseries({
    id: 12,
    title: "Disks by claim",
    description:
      "What the ten fullest volumes of the stack hold.\n\n**Good:** level, once each has come to its retention. **Otherwise:** keep less, or give more: an alert warns before a volume is full.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: highest({ count: 10, by: "persistentvolumeclaim", of: `max by (persistentvolumeclaim) (${disks})` }),
        legend: "{{persistentvolumeclaim}}",
      },
    ],
  });

const memoryPerSeries = () =>
  timeseries({
    id: 13,
    title: "Prometheus' memory per series",
    description:
      "Memory of all replicas of Prometheus, divided by the series that they hold.\n\n**Good:** 2 to 4 KiB. **Otherwise:** more: few series with many samples asked at once, or series that live for minutes.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster) (${memoryOfPrometheus}) / sum by (cluster) (${activeSeries})`,
        legend: "{{cluster}}",
      },
    ],
  });
