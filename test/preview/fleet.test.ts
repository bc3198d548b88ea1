import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { formatBytes } from "../../config/types/bytes.ts";
import { memoryBytes } from "../../mixins/cardinality/cost.ts";
import { fleet } from "../../preview/checks/fleet.ts";
import { fleetOf } from "../../preview/fleet.ts";
import { readStackConfig } from "../../preview/stack-config.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { subject } from "./checks/subject.ts";

const SETTINGS = new URL("../plans/settings/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "fleet-"));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;

/** What the preview of one stack of a fleet finds. Each stack is one of the golden ones, with changes of its settings. */
function found(
  of: string,
  stacks: Readonly<Record<string, readonly [golden: "central" | "edge", changes?: object]>>,
  seriesOf = () => 100_000,
) {
  made += 1;
  const here = join(folder, String(made));
  const file = (stack: string) => `${here}-Pulumi.${stack}.yaml`;
  for (const [stack, [golden, changes = {}]] of Object.entries(stacks)) {
    const { config } = parse(readFileSync(join(SETTINGS, `${golden}.yaml`), "utf8"));
    const merged = Object.fromEntries(
      Object.entries({ ...config, ...changes }).map(([key, value]) => [
        key,
        typeof value === "object" && value !== null && key in changes ? { ...config[key], ...value } : value,
      ]),
    );
    writeFileSync(file(stack), stringify({ config: merged }));
  }
  const sections = sectionsOf(systems);
  const { settings } = readStackConfig(file(of), sections);
  const at = fleetOf({ project: "aiobs", stack: of, file: file(of) }, settings, sections);
  if (at === undefined) throw new Error(`${of} is of no fleet`);
  const { count, problems, note } = fleet.run(subject([], { fleet: at, seriesOf }));
  return { count, note, told: problems.map(({ severity, message }) => `${severity}: ${message}`) };
}

test("an edge and its central stack agree", () => {
  expect(found("edge", { edge: ["edge"], central: ["central"] })).toEqual({ count: 1, note: undefined, told: [] });
});

test("an edge whose central stack is in another project is compared when it is brought up", () => {
  expect(found("edge", { edge: ["edge"] })).toEqual({
    count: 0,
    told: [],
    note: "the settings of acme/aiobs/central are not here: pulumi up compares them with its outputs",
  });
});

test.each([
  ["another host", { "aiobs:centre": { host: "other.example.com" } }, "has edges.example.com, not other.example.com"],
  ["fewer Alertmanagers", { "aiobs:centre": { alertmanagers: 1 } }, "has 3, not 1"],
  ["a name that the centre does not know", { "aiobs:cluster": { name: "gpu-asia" } }, 'knows no edge "gpu-asia"'],
])("an edge with %s is refused, in its own preview and in that of its central stack", (_, changes, message) => {
  const stacks = { edge: ["edge", changes], central: ["central"] } as const;
  expect(found("edge", stacks).told).toEqual([expect.stringContaining(message)]);
  expect(found("central", stacks).told).toEqual([expect.stringMatching(/^error: \d+-Pulumi\.edge\.yaml: /)]);
  expect(found("central", stacks).told.join()).toContain(message);
});

test("two edges of one name are refused", () => {
  const { told } = found("central", { central: ["central"], one: ["edge"], two: ["edge"] });
  expect(told).toEqual([expect.stringContaining("nothing would tell their series apart")]);
});

test("a central stack says of which edges it knows no settings, and takes no other stack for one", () => {
  expect(found("central", { central: ["central"], one: ["edge"], other: ["central"] })).toEqual({
    count: 1,
    told: [],
    note: "no settings here of gpu-us",
  });
});

test("ingestors that do not hold what all clusters write are warned of", () => {
  const stacks = { central: ["central"], one: ["edge"] } as const;
  expect(found("central", stacks, () => 4_000_000).told).toEqual([
    // Both stacks write by two replicas each; of three copies each of six ingestors has a sixth.
    `warning: is less than the ${formatBytes(memoryBytes({ series: 8_000_000, dropped: 0 }))} that each ingestor needs for its part of the 16000000 series that 1 edges and this stack write, in 3 copies`,
  ]);
});
