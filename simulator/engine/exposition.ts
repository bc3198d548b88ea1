/** What a target exposes, as text. */
import type { Family } from "./families.ts";
import type { FamilySeries, Labels, Series, TargetSeries } from "./target-series.ts";

/** The media type of {@link textFormat}. */
export const TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

/** One sample. */
interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** A target's answer to a scrape (https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details). */
export function textFormat(target: TargetSeries): string {
  return target.exposed().map(familyText).join("");
}

function familyText({ family, series }: FamilySeries): string {
  const help = family.help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  let text = `# HELP ${family.name} ${help}\n# TYPE ${family.name} ${family.type}\n`;
  for (const each of series.values()) {
    for (const { name, labels, value } of samplesOf(family, each)) {
      text += `${name}${labelText(labels)} ${numberText(value)}\n`;
    }
  }
  return text;
}

/** Every sample of a series: one, or a histogram's cumulative buckets, its sum and its count. */
export function* samplesOf({ name, type, buckets }: Family, { labels, value, counts }: Series): Generator<Sample> {
  if (type !== "histogram") return yield { name, labels, value };
  let count = 0;
  for (const [index, observations] of counts.entries()) {
    count += observations;
    yield { name: `${name}_bucket`, labels: { ...labels, le: buckets[index]?.le ?? "+Inf" }, value: count };
  }
  yield { name: `${name}_sum`, labels, value };
  yield { name: `${name}_count`, labels, value: count };
}

/** Labels between braces; nothing where there are none. */
export function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return /["\\\n]/.test(value) ? value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n") : value;
}

/** A value, to nine digits: what is measured has no more. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(9)));
}
