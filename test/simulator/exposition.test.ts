/** What simulated targets expose is what the catalogues say, in a text that a strict reader reads. */
import { describe, expect, test } from "vitest";
import { type Family, readExposition, type Sample } from "../../mixins/exposition.ts";
import { simulated } from "../../mixins/simulated-metrics.ts";
import { bucketValue } from "../../queries/promql/bucket-value.ts";
import { textFormat } from "../../simulator/engine/exposition.ts";
import { worldOf } from "./world.ts";

const world = worldOf();
world.advanceTo(600);
const targets = world.targets.map(({ labels, series }) => ({ labels, families: readExposition(textFormat(series)) }));

describe.each(simulated)("$system", ({ metrics, targetLabels }) => {
  const jobs: readonly string[] = targetLabels === "any target" ? [] : (targetLabels.job?.values ?? []);
  const own = targets.filter(({ labels }) => jobs.includes(labels.job));
  const samplesOf = (name: string): readonly Sample[] =>
    own.flatMap(({ families }) => families.filter((family) => family.name === name)).flatMap(({ samples }) => samples);

  test("has targets of each job of its catalogue", () => {
    expect(new Set(own.map(({ labels }) => labels.job))).toEqual(new Set(jobs));
  });

  test("exposes every metric of its catalogue, and nothing else", () => {
    const exposed = new Set(own.flatMap(({ families }) => families.map(({ name }) => name)));
    expect([...exposed].sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  test.each(metrics)("exposes $name as its catalogue says", ({ name, type, help, labels, buckets = [] }) => {
    const families: readonly Family[] = own.flatMap((target) => target.families.filter((each) => each.name === name));
    for (const family of families) expect({ type: family.type, help: family.help }).toEqual({ type, help });
    const always = Object.keys(labels).filter((label) => labels[label]?.presence !== "sometimes");
    for (const { labels: found } of samplesOf(name)) {
      const names = Object.keys(found).filter((label) => label !== "le");
      expect(names).toEqual(expect.arrayContaining(always));
      expect(Object.keys(labels)).toEqual(expect.arrayContaining(names));
    }
    for (const [label, { values, bound }] of Object.entries(labels)) {
      const found = new Set(samplesOf(name).flatMap((sample) => sample.labels[label] ?? []));
      if (values !== undefined) expect(values).toEqual(expect.arrayContaining([...found]));
      if (bound !== undefined) expect(found.size).toBeLessThanOrEqual(bound);
    }
    const bounds = new Set(samplesOf(name).flatMap((sample) => sample.labels.le ?? []));
    expect(bounds).toEqual(new Set(type === "histogram" ? [...buckets.map(bucketValue), "+Inf"] : []));
  });
});
