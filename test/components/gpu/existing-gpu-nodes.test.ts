import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fields, ofType } from "../compute/plan-pools.ts";
import { named, nameOf, planGpu, podOf, pools } from "./plan-gpu.ts";

describe("GPU nodes that the stack did not make", async () => {
  const labels = { "acme.com/gpu": ["yes"] };
  const term = { matchExpressions: [{ key: "acme.com/gpu", operator: "In", values: ["yes"] }] };
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
  };

  it("get plugin and exporter by their own labels", async () => {
    const { plan } = await planGpu({ existing: { lab: { labels, gpuSharing: { mig: "1g.10gb" } } } });
    for (const name of ["nvidia-device-plugin-existing-lab", "dcgm-exporter"]) {
      expect(podOf(named(plan, "DaemonSet", name)).affinity).toEqual(affinity);
    }
    const config = fields(named(plan, "ConfigMap", "nvidia-device-plugin-existing-lab-config").inputs.data);
    expect(parse(String(config["config.yaml"])).flags).toEqual({ migStrategy: "single" });
  });

  it("run both by the runtime that gives them their GPUs, beside those of other nodes", async () => {
    const k3s = { labels, runtimeClass: "nvidia" };
    const { plan, servers } = await planGpu({ pools, existing: { k3s } });
    const runtimes = ofType(plan.resources, "DaemonSet").map((daemon) => [
      nameOf(daemon),
      podOf(daemon).runtimeClassName,
    ]);
    expect(Object.fromEntries(runtimes)).toMatchObject({
      "dcgm-exporter": undefined,
      "dcgm-exporter-nvidia": "nvidia",
      "nvidia-device-plugin-existing-k3s": "nvidia",
      "nvidia-device-plugin-whole": undefined,
    });
    expect(podOf(named(plan, "DaemonSet", "dcgm-exporter-nvidia")).affinity).toEqual(affinity);
    expect(servers.map(({ name, config }) => [name, config?.[0]?.folder])).toContainEqual([
      "dcgm-exporter",
      "dcgm-exporter/nvidia",
    ]);
  });

  it("get the exporter alone where they have a plugin", async () => {
    const { plan } = await planGpu({ existing: { cloud: { labels, devicePlugin: "present" } } });
    expect(ofType(plan.resources, "DaemonSet").map(nameOf)).toEqual(["dcgm-exporter"]);
    expect(podOf(named(plan, "DaemonSet", "dcgm-exporter")).affinity).toEqual(affinity);
  });
});
