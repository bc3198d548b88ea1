/** The rendered dashboards, judged by the rules of Grafana's own linter (https://github.com/grafana/dashboard-linter), as with --strict. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { goldenStacks } from "../plans/golden-stacks.ts";
import { previewed } from "../previewed.ts";
import { exclusions } from "./support/dashboard-linter-exclusions.ts";
import { describeWithTools } from "./with-tools.ts";

/** What tools/dashboard-linter/main.go prints. */
const Findings = z.array(
  z.strictObject({ file: z.string(), rule: z.string(), panel: z.string(), message: z.string() }),
);
type Finding = z.infer<typeof Findings>[number];

/** Some thousand findings are excluded. */
const MAX_BYTES = 64 * 1024 * 1024;

const isExcluded = ({ rule, message }: Finding) =>
  exclusions.some((each) => each.rule === rule && (each.about?.test(message) ?? true));

describeWithTools(["dashboard-linter"], "the rendered dashboards", ({ "dashboard-linter": linter }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  afterAll(() => bed.disposeAsync());
  let found: readonly Finding[] = [];

  function lint(dashboards: ReadonlyMap<string, string>): readonly Finding[] {
    for (const [file, text] of dashboards) writeFileSync(join(folder, file), text);
    const args = [...dashboards.keys()];
    return Findings.parse(
      JSON.parse(execFileSync(linter, args, { cwd: folder, encoding: "utf8", maxBuffer: MAX_BYTES })),
    );
  }

  beforeAll(async () => {
    // The same dashboard in several stacks is judged once.
    const texts = new Set<string>();
    for (const [stack, settings] of goldenStacks) {
      const { files } = await previewed(stack, settings);
      for (const [file, text] of files) if (/^dashboards\/.+\.json$/.test(file)) texts.add(text);
    }
    expect(texts.size).toBeGreaterThan(0);
    found = lint(new Map([...texts].map((text, index) => [`${index}.json`, text])));
  });

  test("keep to every rule, but for what is excluded", () => {
    expect(found.filter((finding) => !isExcluded(finding))).toEqual([]);
  });

  test("need every exclusion", () => {
    const unused = exclusions.filter(
      ({ rule, about }) => !found.some((each) => each.rule === rule && (about?.test(each.message) ?? true)),
    );
    expect(unused).toEqual([]);
  });

  test("would not pass with a fault: a panel without title, text and unit, and a counter as it is", () => {
    const target = { expr: "butterfly_requests_total", refId: "A" };
    const panel = { id: 1, type: "timeseries", datasource: { type: "prometheus", uid: "fixed" }, targets: [target] };
    const wrong = lint(new Map([["wrong.json", JSON.stringify({ title: "Wrong", editable: true, panels: [panel] })]]));
    const rules = new Set(wrong.filter((finding) => !isExcluded(finding)).map(({ rule }) => rule));
    expect([...rules]).toEqual(
      expect.arrayContaining([
        "panel-title-description-rule",
        "panel-units-rule",
        "panel-datasource-rule",
        "target-counter-agg-rule",
        "uneditable-dashboard",
      ]),
    );
  });
});
