import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../../preview/root.ts";
import { parseCommandLine } from "../../scaffold/command-line.ts";
import { takeInventory } from "../../scaffold/inventory.ts";
import { kinds } from "../../scaffold/kinds/all.ts";
import { prepare } from "../../scaffold/prepare.ts";
import { runNew } from "../../scaffold/run.ts";

/** The request of a command line that is right. */
function request(...argv: readonly string[]) {
  const command = parseCommandLine(argv);
  if (command.kind !== "new") throw new Error(`not right: ${argv.join(" ")}`);
  return command.request;
}

/** Runs the command with the repository, or another folder. */
function run(argv: readonly string[], root = ROOT) {
  const printed = { stdout: "", stderr: "" };
  const code = runNew(root, request(...argv), {
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
  });
  return { code, ...printed };
}

describe("a command line", () => {
  test.each([
    ["nothing", [], /say what is to be added: alert, metric/],
    ["a misspelt kind", ["alrt", "X"], /did you mean alert/],
    ["no name", ["stack"], /needs a name/],
    ["two names", ["stack", "a", "b"], /one thing at a time: found a b/],
    ["an option that there is not", ["stack", "a", "--force"], /--force/],
    ["no system", ["alert", "ButterflyX"], /--system/],
    ["a system for what has none", ["stack", "a", "--system", "gpu"], /leave out --system/],
    ["an alert in lower case", ["alert", "butterflyX", "--system", "gpu"], /CamelCase/],
    ["an alert of 41 letters", ["alert", `B${"x".repeat(40)}`, "--system", "gpu"], /at most 40/],
    ["a metric with a hyphen", ["metric", "butterfly-x", "--system", "gpu"], /underscores/],
    ["a path for a dashboard", ["dashboard", "../x", "--system", "gpu"], /lower case/],
    ["a path for a stack", ["stack", "../x"], /letters, digits/],
    ["a record for what is made from none", ["stack", "a", "--record", "x"], /leave out --record/],
    ["a path for a server", ["server", "a/b", "--pillar", "metrics"], /lower case/],
  ])("of %s is refused with what to write instead", (_, argv, message) => {
    expect(parseCommandLine(argv)).toMatchObject({ kind: "wrong", message: expect.stringMatching(message) });
  });

  test("keeps --json in mind where it is wrong", () => {
    expect(parseCommandLine(["--json", "--froce"])).toMatchObject({ kind: "wrong", format: "json" });
  });
});

describe("names that are taken", () => {
  test.each([
    [["alert", "GpuFellOffBus", "--system", "gpu"], /there is one already/],
    [["alert", "AiobsTargetsVanished", "--system", "observability"], /there is one already/],
    [["metric", "butterfly_requests_total", "--system", "butterfly"], /there is one already/],
    [["metric", "node_load1", "--system", "gpu"], /there is one already/],
    [["dashboard", "overview", "--system", "butterfly"], /there is one already/],
    [["dashboard", "butterfly-overview", "--system", "butterfly"], /there is one already/],
    [["policy", "probes"], /there is one already/],
    [["server", "prometheus", "--pillar", "metrics"], /there is one already/],
    [["server", "alertmanager", "--pillar", "metrics"], /there is one already/],
    [["system", "gpu"], /there is one already/],
    [["stack", "prod"], /there is one already/],
    [["preset", "redis"], /there is one already/],
    [["preset", "x", "--record", "no-1.json"], /no-1.json: .*npm run record/],
    [["preset", "x", "--record", "package.json"], /package.json is not a record/],
    [["alert", "GpuX", "--system", "gpuu"], /no system "gpuu"; there are: applications, butterfly/],
    [["server", "x", "--pillar", "mtrics"], /no pillar "mtrics"; there are: .*metrics/],
    [["metric", "prometheus_x_total", "--system", "observability"], /recorded, not written: mixins\/recorded.md/],
    // A page that somebody wrote before.
    [["alert", "README", "--system", "gpu"], /runbooks\/README.md: is there already/],
  ])("or places that there are not: %j", (argv, expected) => {
    const { code, stdout, stderr } = run(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(expected);
    expect(stderr).toContain("Nothing was written.");
  });
});

test("a preset is made from what was recorded of its server: its catalogue, and a gauge to begin with", () => {
  const record = "mixins/redis/recorded/redis-exporter-1.45.0.json";
  const { created, problems } = prepare(ROOT, request("preset", "valkey", "--record", record), takeInventory(ROOT));
  expect(problems).toEqual([]);
  expect(created.get("mixins/valkey/recorded/redis-exporter-1.45.0.json")).toBe(
    readFileSync(join(ROOT, record), "utf8"),
  );
  expect(created.get("mixins/valkey/catalogue.ts")).toContain('new URL("recorded/redis-exporter-1.45.0.json"');
  const [, gauge] = /series\.set\("(\w+)"/.exec(created.get("simulator/presets/valkey.ts") ?? "") ?? [];
  expect(created.get("mixins/valkey/alerts/valkey-unwell.ts")).toContain(`(${gauge}) > 0`);
  expect(created.get("dashboards/valkey/valkey.ts")).toContain(`${gauge}{`);
});

describe("a dry run", () => {
  const empty = mkdtempSync(join(tmpdir(), "new-"));
  afterAll(() => rmSync(empty, { recursive: true }));

  test("says what would be written, and writes nothing", () => {
    const { code, stdout } = run(["stack", "staging", "--dry-run"], empty);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^would write Pulumi.staging.yaml$/m);
    expect(readdirSync(empty)).toEqual([]);
  });

  test("prints one JSON document with --json, whether all is well or not", () => {
    const { stdout } = run(["stack", "staging", "--dry-run", "--json"], empty);
    expect(JSON.parse(stdout)).toMatchObject({ mode: "dry-run", created: ["Pulumi.staging.yaml"], problems: [] });
    const refused = run(["stack", "prod", "--json"]);
    expect(JSON.parse(refused.stdout).problems).toMatchObject([{ text: expect.stringContaining("stack prod") }]);
  });
});

test("every kind can be added to every system or pillar, but for metrics that are recorded", () => {
  const inventory = takeInventory(ROOT);
  const names: Record<string, string> = { alert: "NewThing", metric: "new_thing" };
  const refused = kinds.flatMap((kind) => {
    const places = kind.partOf === "pillar" ? [...inventory.pillars.keys()] : inventory.systems.map(({ name }) => name);
    return (kind.partOf === undefined ? [undefined] : places).flatMap((place) => {
      const name = names[kind.kind] ?? "new-thing";
      const option = kind.partOf === undefined ? [] : [`--${kind.partOf}`, place ?? ""];
      const { problems } = prepare(ROOT, request(kind.kind, name, ...option), inventory);
      return problems.length === 0 ? [] : [`${kind.kind} of ${place}`];
    });
  });
  expect(refused).toContain("metric of observability");
  expect(refused.filter((each) => !each.startsWith("metric of "))).toEqual([]);
});
