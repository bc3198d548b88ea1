import { inWords } from "../../mixins/limit.ts";
import { qdrantLimits as limits } from "../../mixins/qdrant/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";

/** What is asked, and what waits to be written. */
export function requestBands(): Band[] {
  return [
    { height: 8, panels: [requests(), failures()] },
    { title: "Searches", height: 8, panels: [searchTime(), byEndpoint()] },
    { title: "Updates", height: 8, panels: [waiting(), optimizations(), points()] },
  ];
}

const OF = "cluster, application";

const either = (name: string, rest = "", grpc = rest) =>
  `rate(rest_responses_${name}{${chosen}${rest}}[5m]) or rate(grpc_responses_${name}{${chosen}${grpc}}[5m])`;

const requests = () =>
  timeseries({
    id: 1,
    title: "Requests",
    description:
      "Requests for points a second, by endpoint, over REST and gRPC; those for collections are not counted.\n\n**Good:** as programs ask. **Otherwise:** one endpoint that grows alone: a loop in a program.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: `sum by (endpoint) (${either("total")})`, legend: "{{endpoint}}" }],
  });

const failures = () =>
  timeseries({
    id: 2,
    title: "Failed requests",
    description: `Share of the requests that the server failed, time-outs among them; what callers did wrong is not in it.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedShare)} QdrantRequestsFailing; 507 is a quota, 503 a shard that no peer has.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ red: limits.failedShare.value }),
    queries: [
      {
        expr: `sum by (${OF}) (${either("total", ', status=~"5..|408"', ', status=~"2|4|13|14|15"')}) / (sum by (${OF}) (${either("total")}) > 0)`,
        legend: "{{application}}",
      },
    ],
  });

const SEARCH = ', endpoint=~".+/(?:points/)?(?:query|search|recommend|discover|Query|Search|Recommend|Discover).*"';
const slow = (by: string, q: number) =>
  `histogram_quantile(${q}, sum by (${by}, le) (${either("duration_seconds_bucket", SEARCH)}))`;

const searchTime = () =>
  timeseries({
    id: 3,
    title: "Time of a search",
    description: `How long searches take that succeed.\n\n**Good:** milliseconds. **Otherwise:** above ${inWords(limits.searchDuration)} QdrantSearchSlow: vectors that are read from the disk, points without an index, or a filter without one.`,
    unit: "s",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ red: limits.searchDuration.value }),
    queries: [
      { expr: slow(OF, 0.5), legend: "{{application}} P50" },
      { expr: slow(OF, 0.95), legend: "{{application}} P95" },
    ],
  });

const byEndpoint = () =>
  timeseries({
    id: 4,
    title: "Time by endpoint",
    description:
      "How long 95 of 100 answers take, by endpoint.\n\n**Good:** writes below searches. **Otherwise:** slow writes: *Updates that wait*.",
    unit: "s",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (endpoint, le) (${either("duration_seconds_bucket")}))`,
        legend: "{{endpoint}} P95",
      },
    ],
  });

const waiting = () =>
  timeseries({
    id: 5,
    title: "Updates that wait",
    description: `Updates that a peer has taken and not written, by collection.\n\n**Good:** none, or bursts. **Otherwise:** above ${inWords(limits.waitingUpdates)} for minutes QdrantUpdatesPileUp.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ red: limits.waitingUpdates.value }),
    queries: [
      { expr: `max by (instance, id) (collection_update_queue_length{${chosen}})`, legend: "{{id}} {{instance}}" },
    ],
  });

const optimizations = () =>
  timeseries({
    id: 6,
    title: "Optimizations",
    description:
      "Optimizations under way, and points that reads do not see until theirs is done.\n\n**Good:** some after writes, none an hour later. **Otherwise:** always some: more is written than is indexed; *Points* that stand still beside hidden ones: no room on the disk.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `sum by (id) (collection_running_optimizations{${chosen}})`, legend: "{{id}} under way" },
      { expr: `sum by (id) (collection_update_queue_deferred_points{${chosen}})`, legend: "{{id}} hidden" },
    ],
  });

const points = () =>
  timeseries({
    id: 7,
    title: "Points",
    description:
      "Points of a collection, roughly, each replica counted.\n\n**Good:** as many as were written. **Otherwise:** a fall: somebody deleted, or a peer with the only replica is away.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum by (id) (collection_points{${chosen}})`, legend: "{{id}}" }],
  });
