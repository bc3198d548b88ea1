/**
 * The step of a panel's query, and what its macros stand for: as Grafana and its plugin for Prometheus reckon them
 * (`roundInterval` in https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/datetime/rangeutil.ts,
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval).
 */

/** Upper bounds, without them, of what is rounded to each step; milliseconds. */
const STEPS: readonly (readonly [below: number, step: number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1_500, 1_000],
  [3_500, 2_000],
  [7_500, 5_000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
];

/** The longest step that is rounded to here: of a page of some days. */
const LONGEST = 7_200_000;

/** A page as wide as a usual screen: Grafana divides it into so many columns. */
const PAGE = { pixels: 1920, columns: 24 } as const;

/** What a panel's step depends on. */
export interface Shown {
  /** Seconds that the page shows. */
  readonly range: number;
  /** Columns that the panel takes. */
  readonly columns: number;
  /** Seconds between two scrapes: no step is shorter. */
  readonly scrapeInterval: number;
}

/** Seconds between two points of a panel: a point a pixel, rounded, and not below the scrape interval. */
export function stepOf({ range, columns, scrapeInterval }: Shown): number {
  const points = Math.max(1, Math.floor((PAGE.pixels * columns) / PAGE.columns));
  const exact = (range * 1000) / points;
  const step = STEPS.find(([below]) => exact < below)?.[1] ?? LONGEST;
  return Math.max(step / 1000, scrapeInterval);
}

/** What Grafana's own macros stand for in a panel's queries. */
export function macrosOf(shown: Shown): Readonly<Record<string, string>> {
  const step = stepOf(shown);
  return {
    __interval: `${step}s`,
    __interval_ms: String(step * 1000),
    __rate_interval: `${Math.max(step + shown.scrapeInterval, 4 * shown.scrapeInterval)}s`,
    __range: `${shown.range}s`,
    __range_s: String(shown.range),
    __range_ms: String(shown.range * 1000),
  };
}
