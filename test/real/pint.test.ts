/** The rendered rules, judged by pint (https://cloudflare.github.io/pint/): its checks that need no running Prometheus. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { goldenStacks } from "../plans/golden-stacks.ts";
import { previewed } from "../previewed.ts";
import { describeWithTools } from "./with-tools.ts";

const CONFIGURATION = join(import.meta.dirname, "pint.hcl");

/** What Prometheus and Thanos' ruler load. */
const RULES = /^(prometheus|thanos)\/rules\/.+\.yaml$/;

describeWithTools(["pint"], "the rendered rules", ({ pint }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  afterAll(() => bed.disposeAsync());

  function lint(files: readonly string[]): { readonly code: number | null; readonly output: string } {
    const all = ["--no-color", "--offline", "--config", CONFIGURATION, "lint", "--min-severity=info", "--fail-on=info"];
    const { status, stdout, stderr } = spawnSync(pint, [...all, ...files], { cwd: folder, encoding: "utf8" });
    return { code: status, output: `${stdout}${stderr}` };
  }

  function write(file: string, text: string): string {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    return file;
  }

  test.each(goldenStacks)("of the stack %s have no problem", async (stack, settings) => {
    const { files } = await previewed(stack, settings);
    const rules = [...files].filter(([file]) => RULES.test(file));
    expect(rules.length).toBeGreaterThan(0);
    // Prometheus and the ruler share the work: to pint a rule of both would be a duplicate.
    for (const server of ["prometheus", "thanos"]) {
      const own = rules
        .filter(([file]) => file.startsWith(server))
        .map(([file, text]) => write(join(stack, file), text));
      if (own.length === 0) continue;
      const { code, output } = lint(own);
      expect(code, output).toBe(0);
    }
  });

  test("would not pass with a fault: an alert that leads nowhere, a regular expression without need", () => {
    const expr = 'sum by (cluster) (up{job=~"node-exporter"}) == 0';
    const rule = { alert: "Silent", expr, labels: { severity: "urgent" }, annotations: { summary: "Nothing." } };
    const file = write("wrong.yaml", JSON.stringify({ groups: [{ name: "wrong", rules: [rule] }] }));
    const { code, output } = lint([file]);
    expect(code).toBe(1);
    for (const check of ["promql/regexp", "rule/label", "alerts/annotation"]) expect(output).toContain(`(${check})`);
  });
});
