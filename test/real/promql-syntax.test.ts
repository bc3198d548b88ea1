/** The verdicts on syntax that the unit tests hold the parser to are promtool's own. */
import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { accepted, refused } from "../queries/promql/syntax-verdicts.ts";
import { describeWithTools } from "./with-tools.ts";

const ruleFile = (queries: readonly string[]) =>
  stringify({ groups: [{ name: "queries", rules: queries.map((expr, index) => ({ record: `r${index}`, expr })) }] });

describeWithTools(["promtool"], "the syntax of PromQL", ({ promtool }) => {
  test("is what promtool takes", () => {
    execFileSync(promtool, ["check", "rules", "--lint=none"], { input: ruleFile(accepted) });
  });

  test("is not what promtool refuses", () => {
    const { stderr } = spawnSync(promtool, ["check", "rules", "--lint=none"], {
      input: ruleFile(refused),
      encoding: "utf8",
    });
    const told = new Set([...stderr.matchAll(/rule \d+, "r(\d+)"/g)].map(([, index]) => Number(index)));
    expect(
      refused.filter((_, index) => !told.has(index)),
      stderr,
    ).toEqual([]);
  });
});
