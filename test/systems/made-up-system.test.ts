import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { tcp } from "../../components/workload/connection.ts";
import { section } from "../../config/section.ts";
import { previewStack } from "../../preview/preview.ts";
import { systems } from "../../systems/all.ts";
import type { System } from "../../systems/system.ts";
import { soundModel } from "../dashboards/sample-dashboard.ts";

const settings = section("mint", z.strictObject({ namespace: z.string() }).describe("A made-up system."));
const instances = { bound: 3, reason: "a mint has three" };

/** All that it takes to add a system: this record, and its place in a list. */
const mint: System = {
  mixin: {
    system: "mint",
    catalogue: {
      system: "mint",
      targetLabels: { cluster: instances, job: instances, instance: instances },
      metrics: [{ name: "mint_leaves_total", type: "counter", unit: "count", help: "Leaves.", labels: {} }],
    },
    recordings: [
      {
        name: "mint.recordings",
        rules: [{ record: "cluster:mint_leaves:rate5m", expr: "sum by (cluster) (rate(mint_leaves_total[5m]))" }],
      },
    ],
    alerts: [],
    inhibitions: [],
  },
  dashboards: [
    {
      system: "mint",
      folder: "Mint",
      uid: "mint",
      title: "Mint",
      source: "dashboards/mint.ts",
      origin: "code",
      build: () => ({ ...soundModel, uid: "mint", title: "Mint" }),
    },
  ],
  section: settings,
  observe: (stack) => {
    const own = settings.of(stack);
    if (own === undefined) return undefined;
    const { namespace } = own;
    return {
      jobs: [{ job_name: "mint", kubernetes_sd_configs: [{ role: "pod", namespaces: { names: [namespace] } }] }],
      calls: [{ to: { kind: "namespace", name: namespace, namespace }, ports: tcp(4242), why: "scrape mint" }],
    };
  },
};

const folder = mkdtempSync(join(tmpdir(), "aiobs-mint-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function filesOf(extra: string) {
  const file = join(folder, "Pulumi.mint.yaml");
  writeFileSync(file, `config:\n  aiobs:environment: local\n  aiobs:cluster: { name: local }\n${extra}`);
  return (await previewStack("mint", file, [...systems, mint])).files;
}

describe("a system that is a record in the list", () => {
  it("brings its settings, rules, dashboards, scrape jobs and way through the network policies", async () => {
    const files = await filesOf("  aiobs:mint: { namespace: garden }\n");
    expect(files.get("prometheus/rules/mint.yaml")).toContain("cluster:mint_leaves:rate5m");
    expect(files.get("dashboards/Mint/mint.json")).toContain('"uid"');
    const { scrape_configs } = parse(files.get("prometheus/prometheus.yml") ?? "");
    expect(scrape_configs.map(({ job_name }: { job_name: string }) => job_name)).toContain("mint");
    const policy = parse(files.get("kubernetes/10-networkpolicy-monitoring-prometheus.yaml") ?? "");
    expect(policy.spec.egress).toContainEqual({
      to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "garden" } } }],
      ports: [{ port: 4242, protocol: "TCP" }],
    });
  });

  it("leaves nothing of itself where a stack does not observe it", async () => {
    const files = await filesOf("");
    expect([...files].filter(([path, text]) => `${path} ${text}`.includes("mint_leaves"))).toEqual([]);
  });

  it("has its settings checked like all others", async () => {
    await expect(filesOf("  aiobs:mint: { namespaces: garden }\n")).rejects.toThrow(
      /aiobs:mint\.namespaces +unknown setting; did you mean "namespace"\?/,
    );
  });
});
