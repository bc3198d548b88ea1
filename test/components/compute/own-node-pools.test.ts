import * as k8s from "@pulumi/kubernetes";
import { describe, expect, it } from "vitest";
import { ownNodePools } from "../../../components/compute/own-node-pools.ts";
import { foundationOf } from "../../../components/foundation/foundation.ts";
import { awsProvider } from "../../../components/foundation/providers.ts";
import { Namespaces } from "../../../components/namespaces/namespaces.ts";
import { parseSettings } from "../../../config/settings.ts";
import { gpuPool, systemPool } from "../../config/checks/pool-problems.ts";
import { localSettings } from "../../config/problems-of.ts";
import { planOf, resource } from "../plan-of.ts";
import { fields } from "./plan-pools.ts";

const region = "eu-central-1";
const settings = (aws: object = {}) =>
  parseSettings(
    localSettings({
      nodePools: { system: systemPool() },
      aws: { region, ...aws },
      foundation: { clusterName: "acme", subnets: [{ id: "subnet-0a1b2c3d", zone: `${region}a` }] },
    }),
    "test",
  );

function plan(of: ReturnType<typeof settings>, ownership: "created" | "existing" = "created") {
  return planOf(() => {
    const kubernetes = new k8s.Provider("cluster", { kubeconfig: "" });
    const pools = ownNodePools("test", of, foundationOf(of.foundation), kubernetes, awsProvider(of.aws));
    const nodes = pools?.nodes ?? [];
    const names = { main: "monitoring", host: "monitoring-host" };
    const { created } = new Namespaces("namespaces", {
      stack: "test",
      names,
      used: new Set(),
      ownership,
      networkPolicies: "kubernetes",
      data: "protected",
      nodes,
    });
    new k8s.core.v1.ConfigMap("within", { metadata: { namespace: created.main } });
  });
}

describe("the node pools of a stack", () => {
  it("are made before anything that runs on them, and so go after it", async () => {
    const planned = await plan(settings());
    for (const name of ["namespaces-stack", "namespaces-host"]) {
      const { dependsOn } = resource(planned, "Namespace", name);
      expect(dependsOn).toContain(resource(planned, "NodeGroup").urn);
    }
  });

  it("are made before what is in namespaces that are there already", async () => {
    const planned = await plan(settings(), "existing");
    const { dependsOn, inputs } = resource(planned, "ConfigMap", "within");
    expect(dependsOn).toContain(resource(planned, "NodeGroup").urn);
    expect(inputs).toHaveProperty("metadata.namespace", "monitoring");
  });

  it("have the settings' key on their volumes, and tags", async () => {
    const volumeKeyArn = `arn:aws:kms:${region}:111122223333:key/0a1b2c3d`;
    const template = resource(
      await plan(settings({ volumeKeyArn, tags: { "cost-centre": "4711" } })),
      "LaunchTemplate",
    );
    expect(template.inputs.blockDeviceMappings).toMatchObject([{ ebs: { kmsKeyId: volumeKeyArn } }]);
    expect(fields(template.inputs.tags)).toMatchObject({ "cost-centre": "4711", owner: "platform", stack: "test" });
  });

  it("with an image of one's own get what their nodes find the cluster by from the foundation, and others do not ask", async () => {
    const of = (changes: Record<string, unknown>) =>
      parseSettings(
        localSettings({
          nodePools: { gpus: gpuPool(changes) },
          aws: { region },
          foundation: { stack: "acme/cluster/prod" },
        }),
        "test",
      );
    const text = async (changes: Record<string, unknown>) =>
      Buffer.from(String(resource(await plan(of(changes)), "LaunchTemplate").inputs.userData), "base64").toString();
    expect(await text({ ami: "ami-0123456789abcdef0" })).toContain("https://[bootstrap.endpoint of acme/cluster/prod]");
    expect(await text({})).not.toContain("bootstrap");
  });

  it("touch no other account than the one that is named", async () => {
    const provider = async (aws: object) => resource(await plan(settings(aws)), "aws");
    expect((await provider({ accountId: "111122223333" })).inputs).toMatchObject({
      region,
      allowedAccountIds: '["111122223333"]',
    });
    expect((await provider({})).inputs.allowedAccountIds).toBeUndefined();
  });
});
