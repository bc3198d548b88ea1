import { createHash } from "node:crypto";
import type { LaunchTemplate, LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate.js";
import * as pulumi from "@pulumi/pulumi";

/**
 * The version of a launch template that a node group is to have: the newest that differs in more than tags. Every version
 * that a node group is told of drains and replaces all of its nodes, and a new owner is not worth that: the nodes get their
 * new tags when they are replaced next.
 *
 * The stash keeps the version until its trigger changes, which is all of the template but the tags.
 *
 * @param name of the stash.
 * @param template the launch template.
 * @param args what it is made from.
 */
export function templateVersion(
  name: string,
  template: LaunchTemplate,
  args: LaunchTemplateArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { tags: _, tagSpecifications: __, ...content } = args;
  const stash = new pulumi.Stash(
    name,
    { input: template.latestVersion },
    { ...opts, replacementTrigger: pulumi.output(content).apply(digest) },
  );
  return stash.output.apply(String);
}

/** The same for the same content, in whatever order it is written. */
function digest(content: unknown): string {
  const sorted = JSON.stringify(content, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("hex");
}
