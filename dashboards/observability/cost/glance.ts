import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { inCluster } from "../selectors.ts";
import { activeSeries, disks, memory, processors } from "./queries.ts";

/** The whole of it. */
export function costGlance(): Band {
  return { height: 4, panels: [series(), samples(), cpu(), bytesOfMemory(), bytesOfDisk()], widths: [5, 5, 5, 4, 5] };
}

const series = () =>
  stat({
    id: 1,
    title: "Active series",
    description:
      "Series that the replica of Prometheus with most holds in memory.\n\n**Good:** under the budget of the settings (`aiobs:prometheus`), which the preview compares. **Otherwise:** *Series by job* says who brings them.",
    unit: "short",
    graph: "sparkline",
    queries: [{ expr: `max(${activeSeries})`, legend: "Series" }],
  });

const samples = () =>
  stat({
    id: 2,
    title: "Samples",
    description:
      "Samples per second that one replica takes in.\n\n**Good:** active series divided by the seconds between scrapes. **Otherwise:** more: some jobs are scraped more often than the rest.",
    unit: "cps",
    graph: "sparkline",
    queries: [
      {
        expr: `max(sum by (cluster, instance) (rate(prometheus_tsdb_head_samples_appended_total{${inCluster}, job="prometheus"}[5m])))`,
        legend: "Samples",
      },
    ],
  });

const cpu = () =>
  stat({
    id: 3,
    title: "Processors",
    description:
      "Processors that the stack's servers and agents use.\n\n**Good:** one or two in a hundred of the platform's. **Otherwise:** *Processors by container* says which.",
    unit: "short",
    graph: "sparkline",
    decimals: 1,
    queries: [{ expr: `sum(${processors})`, legend: "Cores" }],
  });

const bytesOfMemory = () =>
  stat({
    id: 4,
    title: "Memory",
    description:
      "Memory that the stack's servers and agents use.\n\n**Good:** grows with the series, 2 to 4 KiB each and replica. **Otherwise:** *Memory by container* says which.",
    unit: "bytes",
    graph: "sparkline",
    queries: [{ expr: `sum(${memory})`, legend: "Memory" }],
  });

const bytesOfDisk = () =>
  stat({
    id: 5,
    title: "Disks",
    description:
      "What the stack's volumes hold. The object store is not among it: its provider's bill has that.\n\n**Good:** level, once each volume has come to its retention. **Otherwise:** *Disks by claim* says which grows.",
    unit: "bytes",
    graph: "sparkline",
    queries: [{ expr: `sum(${disks})`, legend: "Disks" }],
  });
