import { describe, expect, it } from "vitest";
import { coveredSubnets } from "../../../components/compute/node-pools.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { cluster, fields, gpuSettings, ofType, planPools, subnets, theOne, training } from "./plan-pools.ts";

const system = {
  kind: "system",
  instanceTypes: ["m7g.xlarge"],
  min: 3,
  desired: 3,
  max: 6,
  release: "1.36.2-20261105",
};

describe("a GPU pool on a node group", async () => {
  const plan = await planPools({
    inference: gpuSettings({
      min: 1,
      desired: 2,
      labels: { team: "search" },
      update: { maxUnavailablePercentage: 25 },
    }),
  });
  const group = theOne(plan, "NodeGroup");
  const template = theOne(plan, "LaunchTemplate");

  it("is grouped under the components of the part", () => {
    const chain: string[] = [];
    for (
      let at = plan.find(({ urn }) => urn === group.parent);
      at !== undefined;
      at = plan.find(({ urn }) => urn === at?.parent)
    ) {
      chain.push(at.type);
    }
    expect(chain.slice(0, 2)).toEqual(["aiobs:compute:GpuNodePool", "aiobs:compute:NodePools"]);
  });

  it("has the settings' sizes, image, update, labels and taints, in EKS' spelling", () => {
    expect(group.inputs).toMatchObject({
      clusterName: "acme",
      amiType: "AL2023_x86_64_NVIDIA",
      releaseVersion: "1.36.2-20261105",
      capacityType: "ON_DEMAND",
      instanceTypes: ["g6e.12xlarge"],
      scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 4 },
      updateConfig: { maxUnavailablePercentage: 25, updateStrategy: "DEFAULT" },
      labels: { "aiobs/pool": "inference", "k8s.amazonaws.com/accelerator": "l40s", team: "search" },
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
    });
  });

  it("is not repaired by EKS unless asked", () => {
    expect(group.inputs.nodeRepairConfig).toEqual({ enabled: false });
  });

  it("leaves the number of nodes to the autoscaler", () => {
    expect(group.ignoreChanges).toEqual(["scalingConfig.desiredSize"]);
  });

  it("can be replaced: nothing has a name of its own, and the new comes before the old goes", () => {
    for (const resource of plan.filter(({ kind }) => kind === "custom")) {
      expect(resource.deleteBeforeReplace, resource.name).toBe(false);
      for (const key of ["name", "namePrefix", "nodeGroupName", "nodeGroupNamePrefix"]) {
        expect(resource.inputs[key], `${resource.name}.${key}`).toBeUndefined();
      }
    }
  });

  it("keeps the role's policies until the nodes are gone", () => {
    const policies = ofType(plan, "RolePolicyAttachment");
    expect(policies.map(({ inputs }) => inputs.policyArn)).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    ]);
    expect(group.dependsOn).toEqual(expect.arrayContaining(policies.map(({ urn }) => urn)));
  });

  it("lets EC2 alone take on the nodes' role", () => {
    const { Statement: trust } = JSON.parse(String(theOne(plan, "Role").inputs.assumeRolePolicy));
    expect(trust).toHaveLength(1);
    expect(trust[0]).toMatchObject({ Action: ["sts:AssumeRole"], Principal: { Service: "ec2.amazonaws.com" } });
  });

  it("keeps pods away from the node's credentials", () => {
    expect(template.inputs.metadataOptions).toEqual({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(template.inputs.keyName).toBeUndefined();
  });

  it("encrypts its volume and tags what it starts", () => {
    expect(template.inputs.blockDeviceMappings).toEqual([
      {
        deviceName: "/dev/xvda",
        ebs: { volumeSize: 200, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
      },
    ]);
    const tags = { owner: "ml", stack: "test", component: "compute", pool: "inference", Name: "test-inference" };
    expect(template.inputs.tagSpecifications).toEqual(
      ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    );
  });

  it("tags everything that AWS lets it tag", () => {
    for (const resource of plan) {
      if (resource.kind === "component" || /RolePolicyAttachment|autoscaling\/tag|Stash/.test(resource.type)) continue;
      expect(fields(resource.inputs.tags), resource.name).toMatchObject({ owner: "ml", pool: "inference" });
    }
  });

  it("stripes local NVMe", () => {
    const text = Buffer.from(String(template.inputs.userData), "base64").toString();
    expect(text).toContain("strategy: RAID0");
  });

  it("tells the autoscaler, on the group and not on its instances", () => {
    const tags = ofType(plan, "Tag");
    expect(tags).toHaveLength(10);
    for (const { inputs } of tags) {
      expect(inputs.autoscalingGroupName).toBe("eks-[nodeGroupName of pools-inference]");
      expect(fields(inputs.tag).propagateAtLaunch).toBe(false);
    }
  });

  it("follows its launch template in all but the tags", async () => {
    const settings = { desired: 2, min: 1 };
    const version = async (changes: object, surroundings: object = {}) =>
      theOne(await planPools({ inference: gpuSettings({ ...settings, ...changes }) }, surroundings), "Stash");
    const { replacementTrigger: before, inputs } = await version({});
    expect(inputs).toEqual({ input: 1 });
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect((await version({}, { tags: { owner: "others", stack: "test" } })).replacementTrigger).toBe(before);
    expect((await version({ max: 9 })).replacementTrigger).toBe(before);
    expect((await version({ disk: "300Gi" })).replacementTrigger).not.toBe(before);
    expect((await version({}, { volumeKeyArn: "arn:key" })).replacementTrigger).not.toBe(before);
    expect(group.inputs.launchTemplate).toMatchObject({ version: "1" });
  });

  it("makes no fabric where none is asked for", () => {
    expect(ofType(plan, "PlacementGroup")).toEqual([]);
    expect(ofType(plan, "SecurityGroup")).toEqual([]);
    expect(template.inputs.networkInterfaces).toBeUndefined();
    expect(template.inputs.placement).toBeUndefined();
  });
});

describe("a pool with a Capacity Block and EFA", async () => {
  const plan = await planPools({ training });
  const group = theOne(plan, "NodeGroup").inputs;
  const template = theOne(plan, "LaunchTemplate").inputs;

  it("buys from the reservation, in its zone, and names the type where EKS wants it", () => {
    expect(template).toMatchObject({
      instanceType: "p5.48xlarge",
      instanceMarketOptions: { marketType: "capacity-block" },
      capacityReservationSpecification: {
        capacityReservationTarget: { capacityReservationId: "cr-0123456789abcdef0" },
      },
    });
    expect(group.capacityType).toBe("CAPACITY_BLOCK");
    // A full block has no instance to start before an old one stops.
    expect(group.updateConfig).toEqual({ maxUnavailable: 1, updateStrategy: "MINIMAL" });
    expect(group.instanceTypes).toBeUndefined();
    expect(group.subnetIds).toEqual(["subnet-b"]);
  });

  it("has all EFA interfaces, which talk to each other and to the cluster", () => {
    const interfaces = template.networkInterfaces;
    if (!Array.isArray(interfaces)) throw new Error("no interfaces");
    expect(interfaces).toHaveLength(33);
    expect(interfaces[1]).toEqual({
      networkCardIndex: 0,
      deviceIndex: 1,
      interfaceType: "efa-only",
      securityGroups: ["sg-cluster", "[id of pools-training-fabric-efa]"],
      deleteOnTermination: "true",
    });
    const itself = {
      securityGroupId: "[id of pools-training-fabric-efa]",
      referencedSecurityGroupId: "[id of pools-training-fabric-efa]",
      ipProtocol: "-1",
    };
    expect(theOne(plan, "SecurityGroupIngressRule").inputs).toMatchObject(itself);
    expect(theOne(plan, "SecurityGroupEgressRule").inputs).toMatchObject(itself);
    expect(theOne(plan, "SecurityGroup").inputs.vpcId).toBe("vpc-1");
  });

  it("makes no placement group, which Capacity Blocks refuse", () => {
    expect(ofType(plan, "PlacementGroup")).toEqual([]);
  });
});

describe("a pool with an image of one's own", async () => {
  const endpoint = "https://EXAMPLE.gr7.us-east-2.eks.amazonaws.com";
  const surroundings = {
    cluster: { ...cluster, bootstrap: { endpoint, certificateAuthority: "LS0t", serviceCidr: "10.100.0.0/16" } },
  };
  const image = { ami: "ami-0123456789abcdef0" };
  const plan = await planPools({ own: gpuSettings(image) }, surroundings);
  const group = theOne(plan, "NodeGroup");
  const template = theOne(plan, "LaunchTemplate").inputs;

  it("names it in the launch template alone: EKS takes neither type nor release beside it", () => {
    expect(template.imageId).toBe("ami-0123456789abcdef0");
    for (const key of ["amiType", "releaseVersion", "version"]) expect(group.inputs[key], key).toBeUndefined();
  });

  it("tells its nodes what EKS tells those of its own images", () => {
    const text = Buffer.from(String(template.userData), "base64").toString();
    expect(text).toContain(`apiServerEndpoint: ${endpoint}`);
    expect(text).toContain("name: acme");
    expect(text).toMatch(/--node-labels=\S*aiobs\/pool=own/);
    expect(text).toContain("--register-with-taints=nvidia.com/gpu=present:NoSchedule");
    expect(text).toContain("strategy: RAID0");
  });

  it("rolls its nodes for another image, and replaces the group for none: EKS refuses that change", async () => {
    const other = await planPools({ own: gpuSettings({ ami: "ami-00000000" }) }, surroundings);
    const stash = (of: typeof plan) => theOne(of, "Stash").replacementTrigger;
    expect(stash(other)).not.toBe(stash(plan));
    expect(theOne(other, "NodeGroup").replacementTrigger).toBe(group.replacementTrigger);
    const without = theOne(await planPools({ own: gpuSettings() }, surroundings), "NodeGroup");
    expect(without.replacementTrigger).not.toBe(group.replacementTrigger);
    expect(without.replacementTrigger).toEqual(expect.any(String));
  });

  it("is told what it lacks", async () => {
    await expect(planPools({ own: gpuSettings(image) })).rejects.toThrow(
      `node pool "own": an ami needs the cluster's bootstrap, which is not given`,
    );
  });
});

describe("other ways of a node group", () => {
  it("packs nodes on demand in a cluster placement group", async () => {
    const plan = await planPools({
      near: gpuSettings({ instanceTypes: ["g6e.48xlarge"], efa: "on", zones: ["us-east-2c"] }),
    });
    const placement = theOne(plan, "PlacementGroup");
    expect(placement.inputs.strategy).toBe("cluster");
    expect(theOne(plan, "LaunchTemplate").dependsOn).toContain(placement.urn);
    expect(theOne(plan, "NodeGroup").inputs.subnetIds).toEqual(["subnet-c"]);
  });

  it("buys from a reservation on demand, in its zone, and packs it in no group of its own", async () => {
    const plan = await planPools({
      held: gpuSettings({
        instanceTypes: ["g6e.48xlarge"],
        capacity: { reservation: "cr-0fedcba9876543210", zone: "us-east-2c" },
        efa: "on",
      }),
    });
    const template = theOne(plan, "LaunchTemplate").inputs;
    expect(template.capacityReservationSpecification).toEqual({
      capacityReservationTarget: { capacityReservationId: "cr-0fedcba9876543210" },
    });
    expect(template.instanceMarketOptions).toBeUndefined();
    expect(template.instanceType).toBeUndefined();
    expect(theOne(plan, "NodeGroup").inputs).toMatchObject({
      capacityType: "ON_DEMAND",
      instanceTypes: ["g6e.48xlarge"],
      subnetIds: ["subnet-c"],
      // A full reservation has no instance to start before an old one stops.
      updateConfig: { updateStrategy: "MINIMAL" },
    });
    expect(ofType(plan, "PlacementGroup")).toEqual([]);
  });

  it("buys from a group of reservations, in all zones of the pool", async () => {
    const reservationGroup = "arn:aws:resource-groups:us-east-2:111122223333:group/gpus";
    const plan = await planPools({
      held: gpuSettings({ capacity: { reservationGroup }, zones: ["us-east-2a", "us-east-2b"] }),
    });
    expect(theOne(plan, "LaunchTemplate").inputs.capacityReservationSpecification).toEqual({
      capacityReservationTarget: { capacityReservationResourceGroupArn: reservationGroup },
    });
    expect(theOne(plan, "NodeGroup").inputs).toMatchObject({
      capacityType: "ON_DEMAND",
      instanceTypes: ["g6e.12xlarge"],
      subnetIds: ["subnet-a", "subnet-b"],
    });
  });

  it("buys spot", async () => {
    const plan = await planPools({
      spot: gpuSettings({ capacity: "spot", instanceTypes: ["g6.xlarge", "g6.2xlarge"] }),
    });
    expect(theOne(plan, "NodeGroup").inputs).toMatchObject({
      capacityType: "SPOT",
      instanceTypes: ["g6.xlarge", "g6.2xlarge"],
    });
  });

  it.each([
    ["auto", "on-demand", "DEFAULT"],
    ["minimal", "on-demand", "MINIMAL"],
    ["default", { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" }, "DEFAULT"],
  ])("updates in the order %s where instances are bought %j: %s", async (strategy, capacity, updateStrategy) => {
    const plan = await planPools({ pool: { ...training, efa: "off", capacity, update: { strategy } } });
    expect(theOne(plan, "NodeGroup").inputs.updateConfig).toEqual({ maxUnavailable: 1, updateStrategy });
  });

  it.each([
    [{}, { enabled: true, maxParallelNodesRepairedCount: 1 }],
    [
      { maxParallel: 3, maxUnhealthyPercentage: 10 },
      { enabled: true, maxParallelNodesRepairedCount: 3, maxUnhealthyNodeThresholdPercentage: 10 },
    ],
  ])("is repaired by EKS within the limits %j", async (limits, nodeRepairConfig) => {
    const plan = await planPools({ pool: gpuSettings({ repair: { mode: "on", ...limits } }) });
    expect(theOne(plan, "NodeGroup").inputs.nodeRepairConfig).toEqual(nodeRepairConfig);
  });

  it("opens its nodes to Session Manager where asked, and gives them nothing else for it", async () => {
    const plan = await planPools({ pool: gpuSettings() }, { nodeShell: "session-manager" });
    const policy = theOne(plan, "RolePolicy");
    const { Statement: statements } = JSON.parse(String(policy.inputs.policy));
    expect(statements).toHaveLength(1);
    // Neither parameters nor documents nor commands: the managed policy would bring them.
    for (const action of statements[0].Action)
      expect(action).toMatch(/^(ssm:UpdateInstanceInformation|ssmmessages:\w+)$/);
    expect(theOne(plan, "NodeGroup").dependsOn).toContain(policy.urn);
    expect(ofType(await planPools({ pool: gpuSettings() }), "RolePolicy")).toEqual([]);
  });

  it.each([
    ["NoSchedule", "NO_SCHEDULE"],
    ["PreferNoSchedule", "PREFER_NO_SCHEDULE"],
    ["NoExecute", "NO_EXECUTE"],
  ])("spells the effect %s as EKS does", async (effect, spelt) => {
    const plan = await planPools({ pool: gpuSettings({ taints: [{ key: "team", effect }] }) });
    expect(theOne(plan, "NodeGroup").inputs.taints).toEqual([{ key: "team", value: "", effect: spelt }]);
  });

  it("takes Bottlerocket, a key for volumes, another partition, and the CNI's policy where asked", async () => {
    const plan = await planPools(
      { pool: gpuSettings({ amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" }) },
      { cluster: { ...cluster, cniPermissions: "node-role" }, volumeKeyArn: "arn:key", partition: "aws-cn" },
    );
    expect(theOne(plan, "NodeGroup").inputs).toMatchObject({
      amiType: "BOTTLEROCKET_x86_64_NVIDIA",
      releaseVersion: "1.52.0-0a1b2c3d",
    });
    const volumes = theOne(plan, "LaunchTemplate").inputs.blockDeviceMappings;
    expect(volumes).toMatchObject([
      { deviceName: "/dev/xvda", ebs: { volumeSize: 4, kmsKeyId: "arn:key" } },
      { deviceName: "/dev/xvdb", ebs: { volumeSize: 200, kmsKeyId: "arn:key" } },
    ]);
    expect(ofType(plan, "RolePolicyAttachment").map(({ inputs }) => inputs.policyArn)).toContain(
      "arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy",
    );
  });

  it("makes a plain pool for the system", async () => {
    const plan = await planPools({ system });
    expect(theOne(plan, "SystemNodePool").name).toBe("pools-system");
    expect(theOne(plan, "NodeGroup").inputs).toMatchObject({
      amiType: "AL2023_ARM_64_STANDARD",
      taints: [],
      labels: { "aiobs/pool": "system" },
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 6 },
    });
    expect(theOne(plan, "LaunchTemplate").inputs.userData).toBeUndefined();
  });

  it("is the same plan twice", async () => {
    const settings = { training, system };
    expect(JSON.stringify(await planPools(settings))).toBe(JSON.stringify(await planPools(settings)));
  });
});

describe("what the cluster does not bring", () => {
  it("is named for every pool at once", async () => {
    const bare = { cluster: { name: "acme" } };
    await expect(
      planPools({ training, quick: gpuSettings({ provisioner: "karpenter" }), system }, bare),
    ).rejects.toThrow(
      [
        'node pool "training": efa: on needs the cluster\'s securityGroupId, which is not given',
        'node pool "training": efa: on needs the cluster\'s vpcId, which is not given',
        'node pool "quick": provisioner: karpenter needs the cluster\'s securityGroupId, which is not given',
      ].join("\n"),
    );
  });

  it("is refused before AWS would: a reservation in a zone without a subnet", () => {
    const pools = nodePoolsSchema.parse({ training });
    const zoneA = [{ id: "subnet-a", zone: "us-east-2a" }];
    expect(() => coveredSubnets(pools, zoneA)).toThrow(
      'aiobs:nodePools.training.capacity.zone  found "us-east-2b"; no subnet is there: the subnets are in us-east-2a',
    );
    expect(coveredSubnets(pools, subnets)).toBe(subnets);
  });
});
