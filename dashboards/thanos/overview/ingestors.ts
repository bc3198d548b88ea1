import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What each ingestor holds, and whether it has room for it. */
export function ingestorsBand(): Band {
  return { title: "Ingestors", height: 8, panels: [series(), memory(), logged()] };
}

const own = `${inCluster}, job="thanos-receive"`;

const series = () =>
  timeseries({
    id: 8,
    title: "Series held",
    description:
      "Series in the head of each ingestor, copies included.\n\n**Good:** all about the same: the hashring divides them. **Otherwise:** one with far fewer is new or forgotten by a router; all of them growing is what the estimate did not expect.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `sum by (instance) (prometheus_tsdb_head_series{${own}})`, legend: "{{instance}}" }],
  });

const memory = () =>
  timeseries({
    id: 9,
    title: "Memory of its limit",
    description:
      "Memory that each ingestor uses, as a share of what it may.\n\n**Good:** below 80%. **Otherwise:** at 100% it is killed, and reads its write-ahead log for minutes: raise `thanos.receive.memory`, or spread the series over more ingestors. Reckon 3 to 4 GiB a million series.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: [
      {
        expr: `max by (pod) (container_memory_working_set_bytes{${inCluster}, container="thanos-receive"}) / on (pod) max by (pod) (kube_pod_container_resource_limits{${inCluster}, container="thanos-receive", resource="memory"})`,
        legend: "{{pod}}",
      },
    ],
  });

const logged = () =>
  timeseries({
    id: 10,
    title: "Write-ahead log",
    description:
      "Size of each ingestor's write-ahead log: what it reads when it starts after a crash.\n\n**Good:** rises for two hours and falls. **Otherwise:** one that only rises cuts no blocks: its volume is full or its log damaged, and it uploads nothing (ThanosUploadsSilent).",
    unit: "bytes",
    series: "lines",
    queries: [{ expr: `sum by (instance) (prometheus_tsdb_wal_storage_size_bytes{${own}})`, legend: "{{instance}}" }],
  });
