import { prometheusSize } from "../components/metrics/prometheus-size.ts";
import { settingError } from "../config/setting-problem.ts";
import type { Settings } from "../config/settings.ts";
import { type Estimate, largestMetrics } from "../mixins/cardinality/estimate.ts";
import type { Problem } from "../problems/problem.ts";

/** Metrics that a refusal names. */
const NAMED = 5;

/** Where a stack has more series than its budget, or more shards than anything sees together. */
export function budgetProblems(
  { prometheus, thanos, edges }: Pick<Settings, "prometheus" | "thanos" | "edges">,
  estimate: Estimate,
): readonly Problem[] {
  return [
    ...overBudget(prometheus, estimate),
    ...(thanos === undefined ? tooManyShards(prometheus, estimate, WITHOUT_RULER) : []),
    ...(edges === undefined ? [] : tooManyShards(prometheus, estimate, WITH_EDGES)),
    ...(thanos === undefined ? [] : twoWaysIn(prometheus, thanos, estimate)),
  ];
}

/** Why a stack may have one shard alone, and what to do. */
interface OneShard {
  readonly message: string;
  readonly hint: string;
}

const WITHOUT_RULER: OneShard = {
  message:
    "each of several shards evaluates the rules on its own part of the targets: an alert that adds targets up would be wrong",
  hint: "set aiobs:thanos, whose ruler sees all shards, with an aiobs:objectStore; or shards: 1, and memory for all series",
};

const WITH_EDGES: OneShard = {
  message: "several shards need Thanos' ruler, which would evaluate this cluster's rules on the series of all edges",
  hint: "make this cluster an edge of a central stack that is elsewhere; or shards: 1, and memory for all series",
};

function overBudget({ budget }: Settings["prometheus"], estimate: Estimate): readonly Problem[] {
  if (estimate.series <= budget) return [];
  const largest = largestMetrics(estimate).slice(0, NAMED);
  const named = largest.map(([metric, series]) => `${metric} (${grouped(series)})`).join(", ");
  const message = `the stack has about ${grouped(estimate.series)} active series, and may have ${grouped(budget)}. Most are of ${named}`;
  const hint =
    "drop a label or buckets of these by relabelling (metric_relabel_configs), expose native histograms, say how large the stack " +
    "really becomes (aiobs:estimate, aiobs:butterfly.size), or set a higher budget";
  return [settingError(["prometheus", "budget"], message, { hint })];
}

/** Two ways in to Thanos' query frontend: with several shards, Prometheus' leads there. */
function twoWaysIn(
  settings: Settings["prometheus"],
  { query }: NonNullable<Settings["thanos"]>,
  estimate: Estimate,
): readonly Problem[] {
  if (query.ingress === undefined || settings.ingress === undefined) return [];
  if (prometheusSize(settings, estimate).shards === 1) return [];
  const message = "with several shards of Prometheus, prometheus.ingress leads to Thanos already; remove one of them";
  return [settingError(["thanos", "query", "ingress"], message)];
}

function tooManyShards(
  settings: Settings["prometheus"],
  estimate: Estimate,
  { message, hint }: OneShard,
): readonly Problem[] {
  const { shards } = prometheusSize(settings, estimate);
  if (shards === 1) return [];
  const found = settings.shards === undefined ? `${shards} by the estimate` : String(shards);
  return [settingError(["prometheus", "shards"], message, { found, hint })];
}

/** `1,234,567`, on every machine. */
function grouped(count: number): string {
  return new Intl.NumberFormat("en").format(count);
}
