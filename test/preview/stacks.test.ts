import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { previewStack } from "../../preview/preview.ts";
import { previewed } from "../previewed.ts";

describe.each(["local", "dev", "prod"])("the stack %s", (stack) => {
  it("passes every check, each of which looked at something", async () => {
    const { summary } = await previewed(stack);
    for (const { title, count, problems } of summary.checks) {
      expect(problems, title).toEqual([]);
      // Nobody has brought anything along yet.
      if (title !== "What was brought along") expect(count, title).toBeGreaterThan(0);
    }
  });

  it("gives the same bytes twice", async () => {
    const [first, second] = [await previewed(stack), await previewStack(stack)];
    expect([...second.files]).toEqual([...first.files]);
  });

  it("renders every server's files and one file for each manifest but the Secrets", async () => {
    const { plan, files } = await previewed(stack);
    for (const file of ["plan.json", "summary.md", "prometheus/prometheus.yml", "alertmanager/alertmanager.yml"]) {
      expect([...files.keys()]).toContain(file);
    }
    const objects = plan.resources.filter(({ type }) => /^kubernetes:(?!.*:Secret$)/.test(type));
    const manifests = [...files.keys()].filter((file) => file.startsWith("kubernetes/"));
    expect(manifests).toHaveLength(objects.length);
    for (const file of manifests) expect(parse(files.get(file) ?? "")).toHaveProperty("kind");
  });
});

describe("dev and prod", () => {
  it.each(["dev", "prod"])(
    "%s has two Prometheus and more than one Alertmanager, and protects what holds data",
    async (stack) => {
      const { plan } = await previewed(stack);
      const sets = plan.resources.filter(({ type }) => type === "kubernetes:apps/v1:StatefulSet");
      const replicas = new Map(sets.map(({ name, inputs }) => [name, Object(inputs).spec.replicas]));
      expect(replicas.get("prometheus")).toBeGreaterThanOrEqual(2);
      expect(replicas.get("alertmanager")).toBeGreaterThanOrEqual(2);
      for (const { name, protect } of sets) expect(protect, name).toBe(true);
    },
  );

  it("deliver the same dashboards by ConfigMap and through the API", async () => {
    const of = async (stack: string) =>
      [...(await previewed(stack)).files].filter(([file]) => file.startsWith("dashboards/"));
    const [dev, prod] = [await of("dev"), await of("prod")];
    expect(dev.length).toBeGreaterThan(0);
    // Only what is redundant has a canary.
    expect(prod.filter(([file]) => !file.endsWith("/canary-overview.json"))).toEqual(dev);
  });
});

it("tells which alerts the settings change, and how", async () => {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-stacks-"));
  try {
    const file = join(folder, "Pulumi.bare.yaml");
    const bare = readFileSync(join(import.meta.dirname, "../plans/settings/bare.yaml"), "utf8");
    writeFileSync(file, `${bare.trimEnd()}\n  aiobs:alerts: { KubePodCrashLooping: { state: "off" } }\n`);
    const { summary, files } = await previewStack("bare", file);
    expect(summary.changedAlerts).toEqual([{ alert: "KubePodCrashLooping", changes: ["off"] }]);
    expect(files.get("summary.md")).toContain("KubePodCrashLooping");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
