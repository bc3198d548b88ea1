import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { maestro } from "../../systems/maestro.ts";
import { settingsWith } from "../components/settings.ts";

const pods = { namespaces: ["maestro", "maestro-canary"], labels: { app: "api" }, port: 8080 };
const targets = { targets: ["maestro-1:8001", "10.20.0.1:8000"], cidrs: ["10.20.0.0/16"] };

describe("the way to Maestro's API", () => {
  test("leads to pods of their labels alone, in each namespace", () => {
    const calls = maestro.observe(settingsWith({ maestro: { pods } }))?.calls;
    expect(calls?.map(({ to, ports }) => [to, ports])).toEqual(
      ["maestro", "maestro-canary"].map((namespace) => [
        { kind: "namespace", name: namespace, namespace, podLabels: { app: "api" } },
        [{ number: 8080, protocol: "TCP" }],
      ]),
    );
  });

  test("leads to the networks of hosts, by all their ports", () => {
    const calls = maestro.observe(settingsWith({ maestro: targets }))?.calls;
    expect(calls).toMatchObject([
      { to: { kind: "addresses", cidrs: ["10.20.0.0/16"] }, ports: [{ number: 8000 }, { number: 8001 }] },
    ]);
  });
});

describe("a stack that does not observe Maestro", () => {
  test("scrapes none of it, and counts none of its series", () => {
    expect(maestro.observe(settingsWith())).toBeUndefined();
    expect(maestro.series?.(settingsWith(), { scrapeJobs: 1, ruleGroups: 1, shards: 1 })).toEqual({
      jobs: [],
      values: {},
    });
  });

  /** Without what Grafana is told to remove: its database may have it from when the stack did. */
  const present = (text: string) => text.replaceAll(/(- orgId: 1(?:\\n|\n)\s+uid: )maestro-[a-z-]+/g, "$1");

  test("has nothing of it left in any resource or file, but that it is to go", async () => {
    const { files, plan } = await previewStack("bare", join(ROOT, "test/plans/settings/bare.yaml"));
    expect(present(JSON.stringify(plan.resources))).not.toMatch(/maestro/i);
    const named = [...files].filter(([name, text]) => /maestro/i.test(name) || /maestro/i.test(present(String(text))));
    expect(named.map(([name]) => name)).toEqual([]);
    expect(readFileSync(join(ROOT, "test/plans/bare.yaml"), "utf8")).not.toMatch(/maestro/i);
  });

  test("is told from one that does", async () => {
    const { files } = await previewStack("local");
    expect(files.has("prometheus/rules/maestro.yaml")).toBe(true);
  });
});
