import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { costTags } from "../../../components/aws/cost-tags.ts";
import { ownerTags, partOfLabels, untaggedTypes } from "../../../policy/rules/ownership.ts";
import { ROOT } from "../../../preview/root.ts";
import { problems, resource, server } from "../resource.ts";

const tags = costTags({ stack: "blue", environment: "prod", owner: "platform" });
const ROLE = "aws:iam/role:Role";

describe("owner-tags", () => {
  it("accepts the program's cost tags, and others beside them", () => {
    expect(problems(ownerTags, resource(ROLE, { tags: { ...tags, Name: "x" } }))).toEqual([]);
  });

  it("refuses a resource that lacks one, or has it empty", () => {
    expect(problems(ownerTags, resource(ROLE, {}))).toEqual([
      "lacks environment, owner, project, stack among its tags",
    ]);
    expect(problems(ownerTags, resource(ROLE, { tags: { ...tags, owner: "" } }))).toEqual([
      "lacks owner among its tags",
    ]);
  });

  it("refuses a resource that says it is of another environment", () => {
    expect(problems(ownerTags, resource(ROLE, { tags: { ...tags, environment: "dev" } }))).toEqual([
      "says dev in its tag environment, and is of prod",
    ]);
  });

  it("asks a launch template and Karpenter's node class for the tags of the nodes", () => {
    const template = (tagSpecifications: object[]) =>
      resource("aws:ec2/launchTemplate:LaunchTemplate", JSON.parse(JSON.stringify({ tags, tagSpecifications })));
    const specification = (resourceType: string) => ({ resourceType, tags });
    expect(problems(ownerTags, template([specification("instance"), specification("volume")]))).toEqual([]);
    expect(problems(ownerTags, template([specification("instance")]))).toEqual([
      "lacks environment, owner, project, stack among its volumes' tags",
    ]);
    const nodeClass = (spec: object) =>
      resource("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", JSON.parse(JSON.stringify({ spec })));
    expect(problems(ownerTags, nodeClass({ tags }))).toEqual([]);
    expect(problems(ownerTags, nodeClass({}))).toHaveLength(1);
  });

  it("reads the tags of an Auto Scaling group, which are a list", () => {
    const list = Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
    expect(problems(ownerTags, resource("aws:autoscaling/group:Group", { tags: list }))).toEqual([]);
  });

  it.each(untaggedTypes)("asks %s for none: the provider has no tags for it", (type) => {
    expect(problems(ownerTags, resource(type, {}))).toEqual([]);
    const [, path = "", name = ""] = type.split(":");
    const text = readFileSync(join(ROOT, "node_modules/@pulumi/aws", `${path}.d.ts`), "utf8");
    const args = text.slice(text.indexOf(`export interface ${name}Args {`));
    expect(args).toMatch(/^export interface/);
    expect(args).not.toMatch(/^ {4}tags\?:/m);
  });
});

describe("part-of-labels", () => {
  it("accepts an object with the labels", () => {
    expect(problems(partOfLabels, server())).toEqual([]);
  });

  it("refuses one without, or with another program's", () => {
    expect(problems(partOfLabels, resource("kubernetes:core/v1:ConfigMap", { metadata: {} }))).toEqual([
      "lacks the labels app.kubernetes.io/instance, app.kubernetes.io/managed-by, app.kubernetes.io/part-of",
    ]);
    expect(problems(partOfLabels, server({ labels: { "app.kubernetes.io/part-of": "other" } }))).toEqual([
      "is labelled part of other",
      "makes pods without the label app.kubernetes.io/part-of=aiobs",
    ]);
  });
});
