/** The mixins' rules, run by promtool on series that show a fault, and on series that show none. */
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { renderRules } from "../../components/prometheus/rules.ts";
import { catalogues, mixins } from "../../mixins/all.ts";
import { butterflyCatalogue } from "../../mixins/butterfly/metrics.ts";
import type { Metric } from "../../queries/catalogue.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

/** The folders of `test/rules/`: one for each mixin, and the one that shows what the specification got wrong. */
const FOLDERS = [...mixins.map(({ system }) => system), "corrections"];

/** Where the expected annotations in the test files lead. */
const LINKS = { runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

const source = new URL("../rules/", import.meta.url).pathname;
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(source, folder))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(source, folder, name)),
);
// The one file that holds rules, not tests.
const tests = files.filter((file) => basename(file) !== "specification.yaml");

describeWithTools(["promtool"], "rules", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  // A test file names its rule files without a folder: promtool looks for them beside it.
  for (const mixin of mixins) writeFileSync(join(folder, `${mixin.system}.yaml`), renderRules(mixin, LINKS));
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
  afterAll(() => bed.disposeAsync());

  function run(args: readonly string[], input?: string): { readonly status: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: folder, encoding: "utf8", input });
    return { status, output: `${stdout}${stderr}` };
  }

  test.each(mixins.map(({ system }) => system))("of %s are without a fault to the linter", (system) => {
    const { status, output } = run(["check", "rules", "--lint=all", "--lint-fatal", `${system}.yaml`]);
    expect(status, output).toBe(0);
  });

  test.each(tests.map((file) => file.slice(source.length)))("%s", (file) => {
    const { status, output } = run(["test", "rules", basename(file)]);
    expect(status, output).toBe(0);
  });

  test("are really run: a test that expects the wrong thing fails", () => {
    writeFileSync(
      join(folder, "wrong.yaml"),
      "rule_files: [stack.yaml]\ntests: [{interval: 15s, alert_rule_test: [{eval_time: 1m, alertname: Watchdog}]}]\n",
    );
    const { status, output } = run(["test", "rules", "wrong.yaml"]);
    expect(status).toBe(1);
    expect(output).toContain("Watchdog");
  });

  describe("metric names", () => {
    test("of Butterfly break the conventions exactly where the catalogue says so", () => {
      const { output } = run(["check", "metrics"], butterflyCatalogue.metrics.map(exposed).join(""));
      const refused = new Set([...output.matchAll(/^(butterfly_\w+)/gm)].map(([, name]) => name));
      const unconventional = butterflyCatalogue.metrics.filter(
        ({ conventionalName }) => conventionalName !== undefined,
      );
      expect([...refused].sort()).toEqual(unconventional.map(({ name }) => name).sort());
    });

    test("that the catalogue proposes instead break none", () => {
      const renamed = butterflyCatalogue.metrics.flatMap((metric) =>
        metric.conventionalName === undefined ? [] : [exposed({ ...metric, name: metric.conventionalName })],
      );
      expect(run(["check", "metrics"], renamed.join(""))).toEqual({ status: 0, output: "" });
    });

    test("of all catalogues can be exposed with their labels", () => {
      for (const { system, metrics } of catalogues) {
        const { output } = run(["check", "metrics", "--lint=none"], metrics.map(exposed).join(""));
        expect(output, system).toBe("");
      }
    });
  });
});

/** A metric with one sample, in the text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
function exposed({ name, type, help, labels }: Metric): string {
  const pairs = Object.keys(labels).map((label) => `${label}="x"`);
  const series = (suffix: string, ...more: readonly string[]) =>
    `${name}${suffix}{${[...pairs, ...more].join(",")}} 1\n`;
  const samples = {
    counter: () => series(""),
    gauge: () => series(""),
    histogram: () => series("_bucket", 'le="+Inf"') + series("_sum") + series("_count"),
    summary: () => series("", 'quantile="0.5"') + series("_sum") + series("_count"),
  };
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples[type]()}`;
}
