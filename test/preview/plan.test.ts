import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { type PlanRequest, planStack } from "../../preview/plan.ts";
import { SECRET } from "../../preview/record.ts";

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:part:Group", name, {}, opts);
  }
}

const configMap = (
  name: string,
  opts: pulumi.CustomResourceOptions = {},
  data: Record<string, pulumi.Input<string>> = {},
) => new k8s.core.v1.ConfigMap(name, { metadata: { name }, data }, opts);

const plan = (program: () => void, config: PlanRequest["config"] = { values: {}, secretKeys: [] }) =>
  planStack({
    project: "demo",
    stack: "test",
    config,
    program: async () => {
      program();
      return {};
    },
  });

describe("planStack", () => {
  it("names resources as the engine does: the types of all components above, without the stack's", async () => {
    const { resources } = await plan(() =>
      configMap("leaf", { parent: new Group("inner", { parent: new Group("outer") }) }),
    );
    expect(resources.map(({ urn }) => urn)).toContain(
      "urn:pulumi:test::demo::test:part:Group$test:part:Group$kubernetes:core/v1:ConfigMap::leaf",
    );
  });

  it("records what decides how a resource is changed", async () => {
    const { resources } = await plan(() => {
      const first = configMap("first");
      configMap("second", {
        dependsOn: [first],
        protect: true,
        ignoreChanges: ["data"],
        replaceOnChanges: ["immutable"],
        customTimeouts: { create: "20m", update: "1h" },
      });
    });
    const second = resources.find(({ name }) => name === "second");
    expect(second).toMatchObject({
      protect: true,
      ignoreChanges: ["data"],
      replaceOnChanges: ["immutable"],
      timeouts: { create: "20m", update: "1h" },
      dependsOn: [resources.find(({ name }) => name === "first")?.urn],
    });
    expect(resources.find(({ name }) => name === "first")).not.toHaveProperty("timeouts");
  });

  it("shows no secret, wherever it came from and whatever was made of it", async () => {
    const { resources } = await plan(
      () => {
        const secret = new pulumi.Config("demo").requireSecret("token");
        configMap("holder", {}, { token: secret, url: pulumi.interpolate`https://x/${secret}` });
      },
      { values: { "demo:token": "open sesame" }, secretKeys: ["demo:token"] },
    );
    expect(resources.find(({ name }) => name === "holder")?.inputs.data).toEqual({ token: SECRET, url: SECRET });
    expect(JSON.stringify(resources)).not.toContain("open sesame");
  });

  it.each([
    ["~/.kube/config", "~/.kube/config"],
    ["apiVersion: v1\nusers: []\n", SECRET],
    ['{"apiVersion":"v1","users":[]}', SECRET],
  ])("shows a kubeconfig's path, and none of its content: %j", async (kubeconfig, shown) => {
    const { resources } = await plan(() => void new k8s.Provider("cluster", { kubeconfig }));
    expect(resources.find(({ name }) => name === "cluster")?.inputs.kubeconfig).toBe(shown);
  });

  it("takes no stack traces, which would cost a tenth of its time, and leaves them to others as they were", async () => {
    const before = Error.stackTraceLimit;
    const traces: (string | undefined)[] = [];
    await plan(() => {
      // As Pulumi does for each resource.
      Error.stackTraceLimit = Number.POSITIVE_INFINITY;
      traces.push(new Error("here").stack);
    });
    expect(traces).toEqual([undefined]);
    expect(Error.stackTraceLimit).toBe(before);
    expect(new Error("afterwards").stack).toContain("plan.test.ts");
  });

  it("gives the same bytes twice", async () => {
    const program = () => void ["b", "a", "c"].map((name) => configMap(name, { parent: new Group(`group-${name}`) }));
    expect(JSON.stringify(await plan(program))).toBe(JSON.stringify(await plan(program)));
  });

  it("refuses two resources of one URN, which the engine would refuse after it began", async () => {
    await expect(
      plan(() => {
        configMap("twice");
        configMap("twice");
      }),
    ).rejects.toThrow(/ConfigMap::twice {2}two resources have this URN/);
  });

  it("ends with the program's own error", async () => {
    await expect(
      plan(() => {
        throw new RangeError("no such setting");
      }),
    ).rejects.toThrow(new RangeError("no such setting"));
  });

  it("refuses a program that asks a cloud", async () => {
    await expect(
      plan(() => void pulumi.runtime.invoke("aws:ec2/getVpc:getVpc", {}).then(() => configMap("vpc"))),
    ).rejects.toThrow(/aws:ec2\/getVpc:getVpc {2}the program calls this, and a plan has no cloud to ask/);
  });

  it("knows what another stack would give, but not the values", async () => {
    const { resources } = await plan(() => {
      const other = new pulumi.StackReference("acme/cluster/prod");
      configMap("holder", {}, { cluster: other.requireOutput("clusterName").apply(String) });
    });
    expect(resources.find(({ name }) => name === "holder")?.inputs.data).toEqual({
      cluster: "[clusterName of acme/cluster/prod]",
    });
  });
});
