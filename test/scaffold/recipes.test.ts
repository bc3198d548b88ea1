/**
 * The recipes of the README on a copy of the repository: what they write is in the plan of a stack as it is. This takes some
 * seconds: seven commands and a preview, for people's first try of this repository.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCommandLine } from "../../scaffold/command-line.ts";
import { kinds } from "../../scaffold/kinds/all.ts";
import { runNew } from "../../scaffold/run.ts";
import { recipes, temporaryClone } from "./clone.ts";

test("the README has a recipe for every kind of thing", () => {
  expect(recipes.map(([kind]) => kind).sort()).toEqual(kinds.map(({ kind }) => kind).sort());
});

describe("the recipes of the README", () => {
  const clone = temporaryClone();
  afterAll(() => clone[Symbol.dispose]());
  const path = (file: string) => join(clone.root, file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  const printed: string[] = [];
  let summary: { readonly checks: readonly { readonly problems: readonly { text: string; severity: string }[] }[] };

  beforeAll(() => {
    for (const args of recipes) {
      const command = parseCommandLine([...args, "--json"]);
      if (command.kind !== "new") throw new Error(`not a command: ${args.join(" ")}`);
      const output = {
        stdout: (text: string) => void printed.push(text),
        stderr: (text: string) => void printed.push(text),
      };
      expect(runNew(clone.root, command.request, output), printed.at(-1)).toBe(0);
    }
    // What the person goes on with: where the new system runs, the new metric in the new alert, a policy that finds something.
    appendFileSync(
      path("Pulumi.staging.yaml"),
      '  aiobs:butterfly: { observers: { namespaces: [butterfly] } }\n  aiobs:billing: { targets: ["a:9090"], cidrs: [10.0.0.0/8] }\n  aiobs:applications: { search: { preset: milvus, pods: { namespaces: [data], labels: { app: milvus } }, team: search } }\n',
    );
    const rule = "mixins/butterfly/alerts/butterfly-fan-stopped.ts";
    writeFileSync(path(rule), read(rule).replace(/butterfly_\w+(?=\) > 0)/, "butterfly_fan_speed_hertz"));
    const policy = "policy/rules/no-external-names.ts";
    writeFileSync(path(policy), read(policy).replace("=== undefined", "!== undefined"));
    const cli = path("preview/cli.ts");
    const preview = execFileSync(process.execPath, [cli, "staging", "--json"], { cwd: clone.root, encoding: "utf8" });
    summary = JSON.parse(preview);
  });

  test("pass the preview without an error, and it warns of each page that is not written yet", () => {
    const problems = summary.checks.flatMap((check) => check.problems);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const page of ["ButterflyFanStopped", "BillingDown"]) {
      expect(problems.map(({ text }) => text)).toContainEqual(
        expect.stringContaining(`runbooks/${page}.md › Impact: warning: is left to fill in`),
      );
    }
  });

  test("say what is left to fill in, with its file", () => {
    const results = printed.map((text) => JSON.parse(text));
    for (const { kind, created, changed, left } of results) {
      expect(left.length, kind).toBeGreaterThan(0);
      for (const { file, text } of left) {
        expect([...created, ...changed]).toContain(file);
        expect(text).not.toBe("");
      }
    }
  });

  test("bring an alert, with its page and a rule test, and a metric that it can ask for", () => {
    const rules = read("rendered/staging/prometheus/rules/butterfly.yaml");
    expect(rules).toContain("alert: ButterflyFanStopped");
    expect(rules).toContain("max by (cluster, instance) (butterfly_fan_speed_hertz) > 0");
    expect(read("runbooks/ButterflyFanStopped.md")).toContain("## Mitigation");
    expect(read("test/rules/butterfly/ButterflyFanStopped.yaml")).toContain("alertname: ButterflyFanStopped");
  });

  test("bring a dashboard", () => {
    const dashboard = JSON.parse(read("rendered/staging/dashboards/Butterfly/butterfly-fans.json"));
    expect(dashboard).toMatchObject({ title: "Butterfly fans", panels: expect.arrayContaining([expect.anything()]) });
  });

  test("bring a policy that every preview keeps", () => {
    const texts = summary.checks.flatMap(({ problems }) => problems.map(({ text }) => text));
    expect(texts).toContainEqual(expect.stringContaining("(policy no-external-names)"));
  });

  test("bring a server", () => {
    expect(read("rendered/staging/kubernetes/40-deployment-monitoring-pushgateway.yaml")).toContain("/pushgateway:v");
  });

  test("bring a system: its targets, rules and dashboard", () => {
    expect(read("rendered/staging/prometheus/prometheus.yml")).toContain("job_name: billing");
    expect(read("rendered/staging/prometheus/rules/billing.yaml")).toContain("alert: BillingDown");
    expect(read("rendered/staging/dashboards/Billing/billing-overview.json")).toContain("Targets that answer");
  });

  test("bring a preset: an application that names it has its port, rules and dashboard", () => {
    expect(read("rendered/staging/prometheus/prometheus.yml")).toContain("job_name: search");
    expect(read("rendered/staging/prometheus/rules/milvus.yaml")).toMatch(/alert: MilvusUnwell.*team: search/s);
    expect(read("rendered/staging/dashboards/Applications/milvus.json")).toContain("milvus_requests_waiting");
  });
});
