/** The series of a whole stack: what all systems that it observes bring. */
import { isDeepStrictEqual } from "node:util";
import { prometheusSize } from "../components/metrics/prometheus-size.ts";
import { scrapedBy } from "../components/metrics/scraped-system.ts";
import type { Settings } from "../config/settings.ts";
import { type Estimate, estimateSeries } from "../mixins/cardinality/estimate.ts";
import { alertGroups, allRecordings, recordingGroups } from "../mixins/groups.ts";
import { anyStack } from "../mixins/mixin.ts";
import { checkPromQL } from "../queries/promql/check.ts";
import { type Observed, observedBy } from "./observed.ts";
import { type Recorded, recordedSeries } from "./recorded-series.ts";
import { knownSeries } from "./series.ts";
import type { System, Watching } from "./system.ts";

/** A system that a stack observes, and what its recording rules leave of labels. */
interface Recording extends Observed {
  readonly recordings: readonly Recorded[];
}

/**
 * The estimate of a stack with these settings.
 *
 * What watches has series of its own: of each job, of each group of rules, of each shard and of the ruler that several need. All
 * of these follow from the series, so they are counted again until nothing is added. Each count holds at least what the one before
 * held, and a shard brings thousands of series where it takes millions.
 */
export function estimateStack(systems: readonly System[], settings: Settings): Estimate {
  const observed = recordingOf(systems, settings);
  let watching: Watching = { scrapeJobs: 0, ruleGroups: 0, shards: settings.prometheus.shards ?? 1 };
  for (;;) {
    const estimate = estimateWith(observed, settings, watching);
    const found = watchingOf(observed, settings, estimate);
    if (isDeepStrictEqual(found, watching)) return estimate;
    watching = found;
  }
}

function recordingOf(systems: readonly System[], settings: Settings): readonly Recording[] {
  const index = knownSeries(systems);
  return observedBy(systems, settings).map((system) => {
    const recordings = allRecordings(system.mixin, anyStack).map(({ record, expr }) => ({
      record,
      expr,
      labels: checkPromQL(expr.trim(), index, {
        use: "record",
        content: system.mixin.brought === undefined ? "own" : "foreign",
      }).labelFacts,
    }));
    return { ...system, recordings };
  });
}

function estimateWith(observed: readonly Recording[], settings: Settings, watching: Watching): Estimate {
  const none = { jobs: [], values: {} };
  const known = observed.map((system) => ({ system, ...(system.series?.(settings, watching) ?? none) }));
  const { scrapeInterval, evaluationInterval } = settings.prometheus;
  return estimateSeries({
    jobs: known.flatMap(({ jobs }) => jobs),
    recorded: totals(
      known.flatMap(({ system, values, jobs }) =>
        recordedSeries(system.recordings, { values, jobs, metrics: system.mixin.catalogue.metrics }),
      ),
    ),
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

/** What there is to watch where a stack has these series. */
function watchingOf(observed: readonly Recording[], { cluster, prometheus }: Settings, estimate: Estimate): Watching {
  const jobs = estimate.jobs.map(({ job }) => job);
  const scraped = scrapedBy(
    cluster.name,
    jobs,
    observed.map((system) => system.scraped),
  );
  const groups = observed.flatMap(({ mixin }) => [
    ...recordingGroups(mixin, scraped),
    ...alertGroups(mixin, scraped),
    ...(mixin.brought ?? []).flatMap((file) => file.groups),
  ]);
  return {
    scrapeJobs: new Set(jobs).size,
    ruleGroups: groups.length,
    shards: prometheusSize(prometheus, estimate).shards,
  };
}
