import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoscalerTags } from "../../../components/compute/autoscaler-tags.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { arbitraryGpuPool } from "./arbitrary-pool.ts";
import { gpuSettings, training } from "./plan-pools.ts";

/** Tags that EKS adds to the group itself: cluster, node group, discovery. */
const EKS_TAGS = 5;

function tagsOf(settings: object): Readonly<Record<string, string>> {
  const { pool } = nodePoolsSchema.parse({ pool: settings });
  if (pool === undefined) throw new Error("no pool");
  const start = "k8s.io/cluster-autoscaler/node-template/";
  return Object.fromEntries(autoscalerTags("GPU_pool", pool).map(({ key, value }) => [key.replace(start, ""), value]));
}

describe("what the autoscaler is told of an empty pool", () => {
  it("is its labels, taints and resources", () => {
    expect(tagsOf(gpuSettings({ labels: { team: "search" } }))).toEqual({
      "label/aiobs/pool": "GPU_pool",
      "label/aiobs/gpu-sharing": "whole",
      "label/aiobs/device-plugin": "daemonset",
      "label/k8s.amazonaws.com/accelerator": "l40s",
      "label/nvidia.com/gpu.count": "4",
      "label/nvidia.com/gpu.present": "true",
      "label/team": "search",
      "taint/nvidia.com/gpu": "present:NoSchedule",
      "resources/nvidia.com/gpu": "4",
      "resources/ephemeral-storage": "3800000000000",
    });
  });

  it("counts shared GPUs as pods will see them, and EFA interfaces", () => {
    expect(tagsOf(gpuSettings({ gpuSharing: { timeSlicing: 3 } }))["resources/nvidia.com/gpu"]).toBe("12");
    expect(tagsOf({ ...training, gpuSharing: { mig: "3g.40gb" } })).toMatchObject({
      "resources/nvidia.com/gpu": "16",
      "resources/vpc.amazonaws.com/efa": "32",
    });
  });

  it("promises the least of several types", () => {
    expect(tagsOf(gpuSettings({ instanceTypes: ["g6e.xlarge", "g6e.2xlarge"] }))["resources/ephemeral-storage"]).toBe(
      "250000000000",
    );
  });

  it("has no GPUs for a system pool", () => {
    const system = { kind: "system", instanceTypes: ["m7i.xlarge"], max: 3, release: "1.36.2-20261105" };
    expect(Object.keys(tagsOf(system))).toEqual(["label/aiobs/pool"]);
  });

  it("names a taint's key once, as a tag must", () => {
    const taints = ["NoSchedule", "NoExecute"].map((effect) => ({ key: "team", effect }));
    expect(tagsOf(gpuSettings({ taints }))["taint/team"]).toBe(":NoSchedule");
  });

  it("is within AWS' limits for every pool that the settings let through", () => {
    fc.assert(
      fc.property(arbitraryGpuPool, fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/), (pool, name) => {
        const tags = autoscalerTags(name, pool);
        const record = Object.fromEntries(tags.map(({ key, value }) => [key, value]));
        expect(Object.keys(record)).toHaveLength(tags.length);
        // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
        expect(tags.length).toBeLessThanOrEqual(50 - EKS_TAGS);
        for (const [key, value] of Object.entries(record)) {
          expect(key).toMatch(/^[\w .:/=+@-]{1,128}$/);
          expect(value).toMatch(/^[\w .:/=+@-]{0,256}$/);
        }
      }),
    );
  });
});
