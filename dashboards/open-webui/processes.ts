import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen } from "../preset/variables.ts";
import { BY } from "./selector.ts";

const OF_PROCESS = `${BY}, instance`;
/** Of a process its own name says whose it is, as far as that can be told from a pod's. */
const NAMED = "{{instance}}";

/** What its processes do and use. */
export const processBands = (): Band[] => [
  { title: "Processes", height: 8, panels: [underWay(), connections()] },
  { height: 8, panels: [cpu(), memory()] },
];

const underWay = () =>
  timeseries({
    id: 13,
    title: "Requests under way",
    description:
      "Requests that each process has taken and not answered, open streams among them.\n\n**Good:** a few. **Otherwise:** one that stands still above none: OpenWebuiStalled.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `sum by (${OF_PROCESS}) (http_server_active_requests{${chosen}})`, legend: NAMED }],
  });

const connections = () =>
  timeseries({
    id: 14,
    title: "Connections to the database",
    description:
      "Connections of each process that are in use, and those that wait in its pool.\n\n**Good:** few are in use. **Otherwise:** none waits and those in use stand still: the pool (`DATABASE_POOL_SIZE`) is used up, and requests wait for it.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (${OF_PROCESS}, state) (db_client_connections_usage{${chosen}})`,
        legend: `${NAMED} {{state}}`,
      },
    ],
  });

const cpu = () =>
  timeseries({
    id: 15,
    title: "Processors in use",
    description:
      "Processors that each process uses.\n\n**Good:** under one: it is one loop. **Otherwise:** at one all else waits, OpenWebuiSlow: more replicas, or embeddings by another server.",
    unit: "locale",
    series: "lines",
    decimals: 2,
    queries: [{ expr: `sum by (${OF_PROCESS}) (rate(process_cpu_time_seconds_total{${chosen}}[5m]))`, legend: NAMED }],
  });

const memory = () =>
  timeseries({
    id: 16,
    title: "Memory in use",
    description:
      "Memory of each process.\n\n**Good:** level. **Otherwise:** growth without end: it is killed at the container's limit, KubeContainerOOMKilled.",
    unit: "bytes",
    series: "lines",
    queries: [{ expr: `sum by (${OF_PROCESS}) (process_memory_usage_bytes{${chosen}})`, legend: NAMED }],
  });
