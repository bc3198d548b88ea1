/** What the canary's program says, and what its catalogue, rules and queries go by, name the same things. */
import { expect, test } from "vitest";
import { arrows } from "../../canary/arrows.ts";
import { personalData } from "../../canary/person.ts";
import { SERVICE } from "../../canary/request.ts";
import { canary as server } from "../../components/collection/canary.ts";
import { canaryCatalogue } from "../../mixins/canary/metrics.ts";
import { canary as system } from "../../systems/canary.ts";
import { place } from "../components/plan-of.ts";

/** The values that a label may have, on every metric that has it. */
const valuesOf = (label: string) =>
  canaryCatalogue.metrics.flatMap(({ labels }) => {
    const known = labels[label];
    return known === undefined ? [] : [[...(known.values ?? [])].sort()];
  });

test.each([
  ["arrow", arrows.map(({ name }) => name)],
  ["kind", personalData],
])("the label %s has the values that the program writes", (label, written) => {
  expect(valuesOf(label).length).toBeGreaterThan(0);
  for (const values of valuesOf(label)) expect(values).toEqual([...written].sort());
});

test("the program looks for itself under the name of its server, which is its scrape job and its service", () => {
  const { name } = server(place);
  expect(SERVICE).toBe(name);
  expect(canaryCatalogue.targetLabels).toMatchObject({ job: { values: [name] } });
  expect(system.mixin.system).toBe(name);
});
