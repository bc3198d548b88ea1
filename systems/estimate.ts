/** The series of a whole stack: what all systems that it observes bring. */
import type { Settings } from "../config/settings.ts";
import { type Estimate, estimateSeries } from "../mixins/cardinality/estimate.ts";
import { recordingGroups } from "../mixins/groups.ts";
import { anyStack } from "../mixins/mixin.ts";
import { checkPromQL } from "../queries/promql/check.ts";
import { knownSeries } from "./series.ts";
import type { System } from "./system.ts";

/** The estimate of a stack with these settings. */
export function estimateStack(systems: readonly System[], settings: Settings): Estimate {
  const observed = systems.filter(({ observe }) => observe(settings) !== undefined);
  const known = observed.map((system) => ({ system, ...(system.series?.(settings) ?? { jobs: [], values: {} }) }));
  const { scrapeInterval, evaluationInterval } = settings.prometheus;
  return estimateSeries({
    jobs: known.flatMap(({ jobs }) => jobs),
    recorded: totals(known.flatMap(({ system, values }) => recordedBy(system, systems, values))),
    scrapeSeconds: scrapeInterval.seconds,
    evaluationSeconds: evaluationInterval.seconds,
  });
}

/** The series of each name: several rules may record under one, with labels of their own. */
function totals(rules: readonly (readonly [record: string, series: number])[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [record, series] of rules) sums.set(record, (sums.get(record) ?? 0) + series);
  return Object.fromEntries(sums);
}

/** The series that a system's recording rules make: one for each combination of the labels that they keep. */
function recordedBy(
  { mixin }: System,
  systems: readonly System[],
  values: Readonly<Record<string, number>>,
): readonly (readonly [record: string, series: number])[] {
  const index = knownSeries(systems);
  return recordingGroups(mixin, anyStack).flatMap(({ rules }) =>
    rules.map(({ record, expr }) => {
      const { labelFacts } = checkPromQL(expr.trim(), index, { use: "record" });
      const count = (label: string, closed: readonly string[] | undefined) => values[label] ?? closed?.length ?? 1;
      return [
        record,
        [...labelFacts].reduce((product, [label, fact]) => product * count(label, fact.values), 1),
      ] as const;
    }),
  );
}
