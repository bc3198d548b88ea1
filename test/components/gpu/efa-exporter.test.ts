import { describe, expect, it } from "vitest";
import { serverScrapeJobs } from "../../../components/metrics/scrape-jobs.ts";
import { parseSettings } from "../../../config/settings.ts";
import { efa } from "../../../systems/efa.ts";
import { gpuPool, settingsWithPools } from "../../config/checks/pool-problems.ts";
import { fields, training } from "../compute/plan-pools.ts";
import { place } from "../plan-of.ts";
import { containerOf, listed, named, planGpu, podOf, pools, serversOf } from "./plan-gpu.ts";

const settings = (pool: Record<string, unknown>, parts: object = {}) =>
  parseSettings({ ...settingsWithPools({ pool }), parts }, "test");
const p5 = {
  instanceTypes: ["p5.48xlarge"],
  capacity: { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" },
  efa: "on",
};

describe("the exporter of EFA", async () => {
  const { plan, servers } = await planGpu({ pools: { training, slices: pools.slices } });
  const exporter = named(plan, "DaemonSet", "efa-exporter");

  it("runs on nodes with EFA alone", () => {
    const { nodeSelectorTerms } = fields(
      fields(fields(podOf(exporter).affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
    );
    expect(nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: "aiobs/fabric", operator: "In", values: ["efa"] }] },
    ]);
    expect(serversOf({ pools }).map(({ name }) => name)).not.toContain("efa-exporter");
  });

  it("reads the node's sysfs as nobody in particular, and writes nothing", () => {
    const container = containerOf(exporter);
    expect(fields(container.securityContext)).toMatchObject({
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
    expect(podOf(exporter).securityContext).toMatchObject({ runAsNonRoot: true });
    expect(podOf(exporter).hostNetwork).toBeUndefined();
    expect(listed(container.volumeMounts)).toMatchObject([
      { mountPath: "/efa", readOnly: true },
      { mountPath: "/host/sys", readOnly: true },
    ]);
  });

  it("is scraped under the node's name", () => {
    const job = serverScrapeJobs(place, servers).find(({ job_name }) => job_name === "efa-exporter");
    expect(job?.relabel_configs).toContainEqual({
      source_labels: ["__meta_kubernetes_pod_node_name"],
      target_label: "instance",
    });
  });
});

describe("what is watched of EFA", () => {
  it("is nothing without it, or without its exporter", () => {
    expect(efa.observe(settings(gpuPool()))).toBeUndefined();
    expect(efa.observe(settings(gpuPool(p5)))).toBeDefined();
    expect(efa.observe(settings(gpuPool(p5), { "efa-exporter": { deploy: "off" } }))).toBeUndefined();
  });

  it("is estimated by the adapters of all nodes that there may be", () => {
    const watching = { scrapeJobs: 0, ruleGroups: 0, shards: 1 };
    const [job] = efa.series?.(settings(gpuPool({ ...p5, max: 3 })), watching).jobs ?? [];
    expect(job?.targets).toBe(3);
    const series = Object.fromEntries(job?.metrics.map((metric) => [metric.metric, metric.series]) ?? []);
    expect(series.efa_adapters).toBe(3);
    expect(series.efa_tx_bytes_total).toBe(3 * 32);
    expect(efa.series?.(settings(gpuPool()), watching).jobs).toEqual([]);
  });
});
