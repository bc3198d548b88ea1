import { describe, expect, test } from "vitest";
import { checkPromQL, indexSeries } from "../../queries/promql/check.ts";
import { catalogues, mixins } from "../observed.ts";

const recordings = mixins.flatMap(({ recordings: groups }) => groups.flatMap(({ rules }) => rules));
const index = indexSeries(catalogues, recordings);

describe("the catalogues together", () => {
  test("are one for each system, and describe no series twice", () => {
    const systems = catalogues.map(({ system }) => system);
    expect(new Set(systems).size).toBe(systems.length);
    const names = catalogues.flatMap(({ metrics }) => metrics.map(({ name }) => name));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test("make an index without a problem", () => {
    expect(index.problems).toEqual([]);
  });

  test("bound every label, by a closed set or with a reason", () => {
    for (const { system, targetLabels, metrics } of catalogues.filter((each) => each.system !== "butterfly")) {
      for (const { name, labels } of [{ name: system, labels: targetLabels }, ...metrics]) {
        for (const [label, { bound, values, reason }] of Object.entries(labels)) {
          expect(bound, `${name}{${label}}`).toBeGreaterThanOrEqual(1);
          expect(values?.length ?? bound, `${name}{${label}}`).toBe(bound);
          expect(values !== undefined || reason !== undefined, `${name}{${label}} has no reason`).toBe(true);
        }
      }
    }
  });

  test.each(recordings)("$record is sound", ({ expr }) => {
    expect(checkPromQL(expr, index, { use: "record" }).problems).toEqual([]);
  });
});
