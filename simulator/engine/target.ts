import type { Family } from "./families.ts";
import { type Labels, TargetSeries } from "./target-series.ts";

/** Something that Prometheus scrapes. */
export class Target {
  /** What discovery gives each of its series: `job`, `instance` and what else the scrape job adds. */
  readonly labels: Labels & { readonly job: string; readonly instance: string };
  readonly series: TargetSeries;
  /** `gone`: discovery does not know it (any more). */
  state: "answers" | "silent" | "gone" = "answers";

  constructor(labels: Target["labels"], families: readonly Family[]) {
    this.labels = labels;
    this.series = new TargetSeries(families);
  }
}
