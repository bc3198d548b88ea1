import { type JobSeries, seriesOfCombination } from "../mixins/cardinality/series-count.ts";
import type { Metric } from "../queries/catalogue.ts";
import { selectorsOf } from "../queries/promql/ast.ts";
import type { LabelFact } from "../queries/promql/labels.ts";
import { parsePromQL } from "../queries/promql/parse.ts";

/** A recording rule, and what it leaves of labels. */
export interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels: ReadonlyMap<string, Pick<LabelFact, "values">>;
}

/** What recording rules read. */
export interface Read {
  /** The jobs of their system. */
  readonly jobs: readonly JobSeries[];
  /** How many values a label has in this stack, where that is known. */
  readonly values: Readonly<Record<string, number>>;
  readonly metrics: readonly Metric[];
}

/**
 * The series that recording rules make, in the order of the rules: one for each combination of the labels that they keep, and no more
 * than there are of what they read. A pair of nodes that are not linked has no link.
 */
export function recordedSeries(
  rules: readonly Recorded[],
  { jobs, values, metrics }: Read,
): readonly (readonly [record: string, series: number])[] {
  const scraped = new Map<string, number>();
  for (const { metric, series } of jobs.flatMap((job) => job.metrics)) {
    scraped.set(metric, (scraped.get(metric) ?? 0) + series);
  }
  const known = new Map<string, number>();
  return rules.map(({ record, expr, labels }) => {
    const combinations = [...labels].reduce((product, [label, { values: closed }]) => {
      return product * Math.min(values[label] ?? closed?.length ?? 1, closed?.length ?? Number.POSITIVE_INFINITY);
    }, 1);
    const parsed = parsePromQL(expr.trim());
    const read = "expr" in parsed ? selectorsOf(parsed.expr).map(({ metric }) => metric?.text ?? "") : [];
    const sources = new Set(read);
    const most = [...sources].reduce((sum, name) => {
      return sum + (known.get(name) ?? scrapedSeries(name, labels.has("le"), { metrics, scraped }));
    }, 0);
    // Without a selector there is one series at most, which the labels say.
    const series = sources.size === 0 ? combinations : Math.min(combinations, most);
    known.set(record, (known.get(record) ?? 0) + series);
    return [record, series] as const;
  });
}

/** The series under a name that targets expose, without their buckets where `le` is not kept; no bound where it is not counted. */
function scrapedSeries(
  name: string,
  isByBucket: boolean,
  { metrics, scraped }: { readonly metrics: readonly Metric[]; readonly scraped: ReadonlyMap<string, number> },
): number {
  const metric = metrics.find((each) => each.name === name || each.name === name.replace(/_(bucket|sum|count)$/, ""));
  const series = metric === undefined ? undefined : scraped.get(metric.name);
  if (metric === undefined || series === undefined) return Number.POSITIVE_INFINITY;
  return isByBucket ? series : series / seriesOfCombination(metric);
}
