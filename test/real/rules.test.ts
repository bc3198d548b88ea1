/** The mixins' rules, run by promtool on series that show a fault, and on series that show none. */
import { execFile } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { renderRules } from "../../components/metrics/rules.ts";
import { butterflyCatalogue } from "../../mixins/butterfly/metrics.ts";
import { grafanaAlertGroups } from "../../mixins/groups.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import type { Metric } from "../../queries/catalogue.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { mixins, scraped } from "../observed.ts";
import { inGroupOrder, rulesRead } from "./support/rules-read.ts";
import { describeWithTools } from "./with-tools.ts";

/** Where the expected annotations in the test files lead. */
const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

const source = new URL("../rules/", import.meta.url).pathname;
/** One folder for each mixin that has alerts, and the one that shows what the specification got wrong. */
const files = globSync("*/*.yaml", { cwd: source })
  .sort()
  .map((file) => join(source, file));
// The one file that holds rules, not tests.
const tests = files.filter((file) => basename(file) !== "specification.yaml");

describeWithTools(["promtool"], "rules", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  // What Grafana evaluates is tried as Prometheus would have it.
  const whole = (mixin: Mixin): Mixin => ({ ...mixin, alerts: [...mixin.alerts, ...grafanaAlertGroups(mixin)] });
  const rendered = new Map(mixins.map((mixin) => [`${mixin.system}.yaml`, renderRules(whole(mixin), LINKS, scraped)]));
  for (const [name, text] of rendered) writeFileSync(join(folder, name), text);
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
  afterAll(() => bed.disposeAsync());

  /** Runs promtool in the folder, with a text on its standard input where one is given. */
  function run(args: readonly string[], input = ""): Promise<{ readonly code: number; readonly output: string }> {
    return new Promise((resolve) => {
      const child = execFile(promtool, [...args], { cwd: folder }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` }),
      );
      child.stdin?.end(input);
    });
  }

  test.each(mixins.map(({ system }) => system))("of %s are without a fault to the linter", async (system) => {
    const { code, output } = await run(["check", "rules", "--lint=all", "--lint-fatal", `${system}.yaml`]);
    expect(code, output).toBe(0);
  });

  test.concurrent.each(tests.map((file) => file.slice(source.length)))("%s", async (file) => {
    // A test file names its rule files without a folder: promtool looks for them beside it. Each gets what it reads of them.
    const text = readFileSync(join(source, file), "utf8");
    const own = join(folder, `${file.replaceAll("/", "-")}.d`);
    mkdirSync(own);
    copyFileSync(join(folder, "specification.yaml"), join(own, "specification.yaml"));
    const read = [...rendered].map(([name, rules]) => [name, rulesRead(rules, text)] as const);
    for (const [name, rules] of read) writeFileSync(join(own, name), rules);
    const ruleFiles = read.map(([, rules]) => rules);
    writeFileSync(join(own, basename(file)), inGroupOrder(text, ruleFiles));
    const { code, output } = await run(["test", "rules", join(own, basename(file))]);
    expect(code, output).toBe(0);
  });

  test("are really run: a test that expects the wrong thing fails", async () => {
    writeFileSync(
      join(folder, "wrong.yaml"),
      "rule_files: [observability.yaml]\ntests: [{interval: 15s, alert_rule_test: [{eval_time: 1m, alertname: Watchdog}]}]\n",
    );
    const { code, output } = await run(["test", "rules", "wrong.yaml"]);
    expect(code).toBe(1);
    expect(output).toContain("Watchdog");
  });

  describe("metric names", () => {
    test("of Butterfly break the conventions exactly where the catalogue says so", async () => {
      const { output } = await run(["check", "metrics"], butterflyCatalogue.metrics.map(exposed).join(""));
      const refused = new Set([...output.matchAll(/^(butterfly_\w+)/gm)].map(([, name]) => name));
      const unconventional = butterflyCatalogue.metrics.filter(
        ({ conventionalName }) => conventionalName !== undefined,
      );
      expect([...refused].sort()).toEqual(unconventional.map(({ name }) => name).sort());
    });

    test("that the catalogue proposes instead break none", async () => {
      const renamed = butterflyCatalogue.metrics.flatMap((metric) =>
        metric.conventionalName === undefined ? [] : [exposed({ ...metric, name: metric.conventionalName })],
      );
      expect(await run(["check", "metrics"], renamed.join(""))).toEqual({ code: 0, output: "" });
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
    summary: () => series("_sum") + series("_count"),
    unknown: () => series(""),
  };
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples[type]()}`;
}
