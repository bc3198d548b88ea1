import { describe, expect, it } from "vitest";
import { fields, gpuSettings, objectOf, ofType, planPools, theOne, training } from "./plan-pools.ts";

const karpenter = { provisioner: "karpenter" };

function specOf(plan: Awaited<ReturnType<typeof planPools>>, kind: string) {
  return fields(objectOf(plan, kind)?.inputs.spec);
}

describe("a pool under Karpenter", async () => {
  const plan = await planPools({
    inference: gpuSettings({
      ...karpenter,
      max: 5,
      labels: { team: "search" },
      update: { maxUnavailablePercentage: 20 },
    }),
  });

  it("is a NodePool and its EC2NodeClass, named after stack and pool", () => {
    for (const [kind, apiVersion] of [
      ["NodePool", "karpenter.sh/v1"],
      ["EC2NodeClass", "karpenter.k8s.aws/v1"],
    ]) {
      expect(objectOf(plan, String(kind))?.inputs).toMatchObject({ apiVersion, metadata: { name: "test-inference" } });
    }
    expect(ofType(plan, "NodeGroup")).toEqual([]);
    expect(objectOf(plan, "NodeOverlay")).toBeUndefined();
  });

  it("starts what the settings say, and no more", () => {
    expect(specOf(plan, "NodePool")).toEqual({
      template: {
        metadata: {
          labels: {
            "aiobs/device-plugin": "daemonset",
            "aiobs/gpu-sharing": "whole",
            "aiobs/pool": "inference",
            "k8s.amazonaws.com/accelerator": "l40s",
            "nvidia.com/gpu.count": "4",
            "nvidia.com/gpu.present": "true",
            team: "search",
          },
        },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "test-inference" },
          requirements: [
            { key: "node.kubernetes.io/instance-type", operator: "In", values: ["g6e.12xlarge"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
          ],
          taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
          expireAfter: "Never",
        },
      },
      disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "10m", budgets: [{ nodes: "20%" }] },
      limits: { nodes: "5" },
    });
  });

  it("has nodes as safe as a node group's", () => {
    expect(specOf(plan, "EC2NodeClass")).toEqual({
      role: "[name of pools-inference-role]",
      amiFamily: "AL2023",
      amiSelectorTerms: [{ alias: "al2023@v20261105" }],
      subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }, { id: "subnet-c" }],
      securityGroupSelectorTerms: [{ id: "sg-cluster" }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          rootVolume: true,
          ebs: { volumeSize: "200Gi", volumeType: "gp3", encrypted: true, deleteOnTermination: true },
        },
      ],
      tags: { owner: "ml", stack: "test", component: "compute", pool: "inference", Name: "test-inference" },
      instanceStorePolicy: "RAID0",
    });
  });

  it("lets its nodes into the cluster", () => {
    expect(theOne(plan, "AccessEntry").inputs).toMatchObject({ clusterName: "acme", type: "EC2_LINUX" });
    const { dependsOn } = objectOf(plan, "EC2NodeClass") ?? {};
    expect(dependsOn).toEqual(expect.arrayContaining([theOne(plan, "AccessEntry").urn, theOne(plan, "Role").urn]));
  });
});

describe("other ways under Karpenter", () => {
  it("buys from a Capacity Block, with EFA, and does not give its nodes up", async () => {
    const plan = await planPools({ training: { ...training, ...karpenter } });
    expect(specOf(plan, "EC2NodeClass")).toMatchObject({
      capacityReservationSelectorTerms: [{ id: "cr-0123456789abcdef0" }],
      subnetSelectorTerms: [{ id: "subnet-b" }],
      securityGroupSelectorTerms: [{ id: "sg-cluster" }, { id: "[id of pools-training-fabric-efa]" }],
    });
    expect(specOf(plan, "EC2NodeClass").networkInterfaces).toHaveLength(33);
    const { spec } = fields(specOf(plan, "NodePool").template);
    expect(spec).toMatchObject({ expireAfter: "Never" });
    expect(fields(spec).requirements).toEqual(
      expect.arrayContaining([
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] },
        { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-2b"] },
      ]),
    );
  });

  it("starts an image of its own, in the way of its family", async () => {
    const plan = await planPools({ pool: gpuSettings({ ...karpenter, ami: "ami-0123456789abcdef0" }) });
    expect(specOf(plan, "EC2NodeClass")).toMatchObject({
      amiFamily: "AL2023",
      amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }],
    });
  });

  it("buys from a reservation on demand", async () => {
    const capacity = { reservation: "cr-0fedcba9876543210", zone: "us-east-2c" };
    const plan = await planPools({ held: gpuSettings({ ...karpenter, capacity }) });
    expect(specOf(plan, "EC2NodeClass").capacityReservationSelectorTerms).toEqual([{ id: capacity.reservation }]);
    const { spec } = fields(specOf(plan, "NodePool").template);
    expect(fields(spec).requirements).toEqual(
      expect.arrayContaining([
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] },
        { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-2c"] },
      ]),
    );
  });

  it("tells Karpenter how many GPUs a node will offer when they are shared", async () => {
    const plan = await planPools({ slices: gpuSettings({ ...karpenter, max: 2, gpuSharing: { timeSlicing: 3 } }) });
    expect(specOf(plan, "NodeOverlay")).toEqual({
      requirements: [{ key: "karpenter.sh/nodepool", operator: "In", values: ["test-slices"] }],
      capacity: { "nvidia.com/gpu": "12" },
    });
  });

  it("runs plain Arm nodes, which it may pack", async () => {
    const system = {
      kind: "system",
      instanceTypes: ["m7g.xlarge", "m8g.xlarge"],
      max: 6,
      release: "1.36.2-20261105",
      ...karpenter,
    };
    const spec = specOf(await planPools({ system }), "NodePool");
    expect(spec.limits).toEqual({ nodes: "6" });
    expect(spec.disruption).toMatchObject({
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      budgets: [{ nodes: "1" }],
    });
    expect(JSON.stringify(spec)).toContain('"key":"kubernetes.io/arch","operator":"In","values":["arm64"]');
  });

  it("splits Bottlerocket's GPUs through user data, and keeps its two volumes", async () => {
    const plan = await planPools({
      pool: {
        ...training,
        ...karpenter,
        efa: "off",
        amiFamily: "bottlerocket-nvidia",
        release: "1.52.0-0a1b2c3d",
        gpuSharing: { mig: "1g.10gb" },
      },
    });
    const spec = specOf(plan, "EC2NodeClass");
    expect(spec.amiSelectorTerms).toEqual([{ alias: "bottlerocket@v1.52.0" }]);
    expect(spec.userData).toContain('"h100.80gb" = "1g.10gb"');
    expect(spec.blockDeviceMappings).toMatchObject([
      { deviceName: "/dev/xvda", rootVolume: false },
      { deviceName: "/dev/xvdb", rootVolume: true },
    ]);
  });

  it("packs nodes in a placement group that the class names", async () => {
    const plan = await planPools({
      near: gpuSettings({ ...karpenter, placementGroup: "cluster", zones: ["us-east-2a"] }),
    });
    expect(objectOf(plan, "EC2NodeClass")?.dependsOn).toContain(theOne(plan, "PlacementGroup").urn);
  });
});
