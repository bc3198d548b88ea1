/**
 * The alerts that stay with Prometheus where its targets are divided: their own rule tests, run by promtool on the targets of
 * one shard after the other. Each shard tells of its own targets what one server tells that has all, and of no others.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { renderRules } from "../../components/metrics/rules.ts";
import { systems } from "../../systems/all.ts";
import { rulePlacement } from "../../systems/rule-placement.ts";
import { knownSeries } from "../../systems/series.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { alerts, mixins, scraped } from "../observed.ts";
import { describeWithTools } from "./with-tools.ts";

const SHARDS = [0, 1] as const;
const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };
const source = new URL("../rules/", import.meta.url).pathname;
const placement = rulePlacement(knownSeries(systems));
const staying = alerts.filter((rule) => placement(rule) === "prometheus");

const RuleTests = z.looseObject({
  tests: z.array(
    z.looseObject({
      input_series: z.array(z.looseObject({ series: z.string() })).default([]),
      alert_rule_test: z
        .array(
          z.looseObject({
            alertname: z.string(),
            exp_alerts: z.array(z.looseObject({ exp_labels: z.record(z.string(), z.string()) })).default([]),
          }),
        )
        .default([]),
    }),
  ),
});

/** The shard that a target is on, whichever job it is of: an `instance` is enough for these tests. */
function shardOf(instance: string): number {
  return (createHash("md5").update(instance).digest().at(-1) ?? 0) % SHARDS.length;
}

function instanceOf(series: string): string {
  const [, instance] = /\binstance="([^"]*)"/.exec(series) ?? [];
  if (instance === undefined) throw new Error(`${series} is of no target`);
  return instance;
}

describeWithTools(["promtool"], "rules of a shard", ({ promtool }) => {
  describe.each(staying)("$alert", ({ system, alert }) => {
    test.concurrent.each(SHARDS)("tells in shard %i of its targets what it tells of all", async (shard) => {
      await using bed = new AsyncDisposableStack();
      const folder = temporaryFolder(bed);
      const text = readFileSync(join(source, system, `${alert}.yaml`), "utf8");
      // `0x300` is three hundred times 0 to promtool, not a number.
      const { tests, ...file } = RuleTests.parse(parse(text, { schema: "failsafe" }));
      const own = tests.map(({ input_series, alert_rule_test, ...each }) => ({
        ...each,
        // Sums over all targets.
        promql_expr_test: [],
        input_series: input_series.filter(({ series }) => shardOf(instanceOf(series)) === shard),
        alert_rule_test: alert_rule_test
          .filter(({ alertname }) => alertname === alert)
          .map(({ exp_alerts, ...expected }) => ({
            ...expected,
            exp_alerts: exp_alerts.filter(({ exp_labels }) => shardOf(exp_labels.instance ?? "") === shard),
          })),
      }));
      const mixin = mixins.find((one) => one.system === system);
      if (mixin === undefined) throw new Error(`no mixin ${system}`);
      const has = (rule: Parameters<typeof placement>[0]) => placement(rule) === "prometheus";
      writeFileSync(join(folder, `${system}.yaml`), renderRules(mixin, LINKS, scraped, { has }));
      writeFileSync(join(folder, "tests.yaml"), stringify({ ...file, tests: own }));
      const run = promisify(execFile)(promtool, ["test", "rules", "tests.yaml"], { cwd: folder });
      await expect(run).resolves.toMatchObject({ stdout: expect.stringContaining("SUCCESS") });
    });
  });
});
