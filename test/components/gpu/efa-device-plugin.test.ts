import { describe, expect, it } from "vitest";
import { nodeLabels } from "../../../components/compute/node-labels.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { standardsOf } from "../../../facts/standards.ts";
import { policies } from "../../../policy/all.ts";
import { judge } from "../../../policy/judge.ts";
import { fields, training } from "../compute/plan-pools.ts";
import { containerOf, listed, named, planGpu, podOf, pools, serversOf } from "./plan-gpu.ts";

describe("nodes with EFA", async () => {
  const { plan, servers } = await planGpu({ pools: { training, slices: pools.slices } });
  const plugin = named(plan, "DaemonSet", "efa-device-plugin");

  it("get its device plugin, and no other node does", () => {
    const pool = nodePoolsSchema.parse({ training }).training;
    const labels = pool === undefined ? {} : nodeLabels("training", pool);
    const { nodeSelectorTerms } = fields(
      fields(fields(podOf(plugin).affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
    );
    expect(nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: "aiobs/fabric", operator: "In", values: [labels["aiobs/fabric"]] }] },
    ]);
    expect(podOf(plugin).tolerations).toEqual([{ operator: "Exists" }]);
    expect(serversOf({ pools }).map(({ name }) => name)).not.toContain("efa-device-plugin");
  });

  it("let it list the fabric's devices and register, and nothing more", () => {
    expect(fields(containerOf(plugin).securityContext)).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    expect(fields(containerOf(plugin).securityContext).privileged).toBeUndefined();
    expect(podOf(plugin).hostNetwork).toBeUndefined();
    expect(listed(containerOf(plugin).volumeMounts)).toMatchObject([
      { mountPath: "/var/lib/kubelet/device-plugins", readOnly: false },
      { mountPath: "/dev/infiniband", readOnly: true },
    ]);
  });

  it("keep every policy", () => {
    const resources = plan.resources.map((resource) => ({ ...resource, props: resource.inputs }));
    const { violations } = judge(policies, resources, {
      environment: "prod",
      standards: standardsOf("prod"),
      secrets: "redacted",
    });
    expect(violations.map(({ problem, resource }) => `${resource?.name}: ${problem}`)).toEqual([]);
    expect(servers.map(({ name }) => name)).toContain("efa-device-plugin");
  });
});
