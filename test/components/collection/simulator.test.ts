import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { simulatorChecks } from "../../../config/checks/simulator.ts";
import { previewStack } from "../../../preview/preview.ts";
import { ROOT } from "../../../preview/root.ts";

/** Bytes that a ConfigMap may hold (https://kubernetes.io/docs/concepts/configuration/configmap/). */
const MEBIBYTE = 2 ** 20;

/** An answer of HTTP service discovery. */
const groups = z.array(z.object({ labels: z.record(z.string(), z.string()) }));

const folder = mkdtempSync(join(tmpdir(), "aiobs-simulator-"));
afterAll(() => rmSync(folder, { recursive: true }));

const stackFile = join(folder, "Pulumi.local.yaml");
const written = parse(readFileSync(join(ROOT, "Pulumi.local.yaml"), "utf8"));
writeFileSync(stackFile, stringify({ config: { ...written.config, "aiobs:simulator": "on" } }));
const { files, plan, summary } = await previewStack("local", stackFile);

describe("the simulator", () => {
  test("runs from the files of its ConfigMaps alone, with nothing installed", async () => {
    for (const [path, text] of files) {
      if (!path.startsWith("simulator/")) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const settings = { ...JSON.parse(files.get("simulator/simulator.json") ?? "{}"), port: 0 };
    writeFileSync(join(folder, "simulator/simulator.json"), JSON.stringify(settings));
    const program = spawn(process.execPath, [join(folder, "simulator/program/main.ts"), join(folder, "simulator")]);
    try {
      const line = await new Promise<string>((resolve, reject) => {
        program.stdout.once("data", (data) => resolve(String(data)));
        program.stderr.once("data", (data) => reject(new Error(String(data))));
      });
      const [url = ""] = /http:\/\/\S+/.exec(line) ?? [];
      const [group] = groups.parse(await (await fetch(`${url}targets`)).json());
      expect(group?.labels).toMatchObject({ cluster: "simulated", job: "butterfly-coordinators" });
      const metrics = await fetch(new URL(group?.labels.__metrics_path__ ?? "", url));
      expect(await metrics.text()).toContain("butterfly_quorum_size 7");
    } finally {
      program.kill("SIGTERM");
    }
  });

  test("sends its spans to the agent, as every application does, and may", () => {
    const { otlp } = JSON.parse(files.get("simulator/simulator.json") ?? "{}");
    const [name, namespace, , port] = new URL(otlp).host.split(/[.:]/);
    const agent = plan.resources
      .filter(({ type }) => type === "kubernetes:core/v1:Service")
      .map(({ inputs }) => Object(inputs))
      .find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    expect(agent?.spec.ports).toContainEqual(expect.objectContaining({ name: "otlp-http", port: Number(port) }));
    const policy = plan.resources.find((each) => each.name === "network-simulator");
    expect(JSON.stringify(policy?.inputs.spec)).toContain(`"port":${port}`);
  });

  test("is found by Prometheus, which keeps the labels that it gives", () => {
    const config = parse(files.get("prometheus/prometheus.yml") ?? "");
    expect(config.scrape_configs).toContainEqual(
      expect.objectContaining({
        job_name: "simulated",
        honor_labels: true,
        http_sd_configs: [{ url: "http://simulator.monitoring.svc:9464/targets", refresh_interval: "15s" }],
      }),
    );
  });

  test("fits into ConfigMaps", () => {
    const maps = plan.resources.filter(({ type, name }) => type.endsWith(":ConfigMap") && name.startsWith("simulator"));
    expect(maps.length).toBeGreaterThan(1);
    for (const { inputs } of maps) expect(JSON.stringify(inputs).length).toBeLessThan(MEBIBYTE / 2);
  });

  test("brings the dashboards and rules of what it simulates, and no problem", () => {
    expect(summary.checks.flatMap(({ problems }) => problems)).toEqual([]);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["prometheus/rules/butterfly.yaml", "prometheus/rules/gpu.yaml"]),
    );
  });

  test("is refused where people rely on alerts", () => {
    const problems = (availability: "single" | "pairs" | "redundant", simulator: "on" | "off") =>
      simulatorChecks.flatMap(({ find }) =>
        find({ simulator, standards: { data: "protected", use: "shared", maxGpus: 0, availability } }),
      ).length;
    expect([problems("single", "on"), problems("pairs", "on"), problems("redundant", "off")]).toEqual([0, 0, 0]);
    expect(problems("redundant", "on")).toBe(1);
  });
});
