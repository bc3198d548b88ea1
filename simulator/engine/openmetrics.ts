/**
 * Samples with their times, as `promtool tsdb create-blocks-from openmetrics` reads them
 * (https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format). Without types: blocks have none.
 *
 * The format has no mark for a series that ends, so the last sample of a target that falls silent is looked back to for five
 * minutes, as after a scrape it would not be.
 */
import { labelText, numberText, samplesOf } from "./exposition.ts";
import type { Target } from "./target.ts";

/** The last line of a file. */
export const END = "# EOF\n";

/**
 * What a scrape of all targets stores.
 *
 * @param time when, in seconds since 1970.
 * @param cluster the label `cluster` of every series.
 */
export function scrape(targets: readonly Target[], cluster: string, time: number): string {
  return targets
    .filter(({ state }) => state !== "gone")
    .map((target) => targetText(target, cluster, time))
    .join("");
}

function targetText({ labels, series, state }: Target, cluster: string, time: number): string {
  const ofTarget = { ...labels, cluster };
  let text = `up${labelText(ofTarget)} ${state === "answers" ? 1 : 0} ${time}\n`;
  if (state !== "answers") return text;
  for (const { family, series: all } of series.exposed()) {
    for (const each of all.values()) {
      // A sample's own labels win over its target's.
      for (const { name, labels: own, value } of samplesOf(family, each)) {
        text += `${name}${labelText({ ...ofTarget, ...own })} ${numberText(value)} ${time}\n`;
      }
    }
  }
  return text;
}
