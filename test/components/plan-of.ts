import * as pulumi from "@pulumi/pulumi";
import { partNames } from "../../components/parts.ts";
import type { StackContext } from "../../components/stack-context.ts";
import { type Plan, planStack } from "../../preview/plan.ts";
import type { PlannedResource } from "../../preview/record.ts";

/** A stack for tests, with plain names. */
export const context: StackContext = {
  stack: "test",
  cluster: "test-cluster",
  parts: partNames,
  namespaces: { stack: "monitoring", host: "monitoring-host" },
  createdNamespaces: { stack: pulumi.output("monitoring"), host: pulumi.output("monitoring-host") },
  data: "protect",
};

/** The plan of a program that creates what is being tested. */
export function planOf(program: () => void, secrets: Readonly<Record<string, string>> = {}): Promise<Plan> {
  const keys = Object.keys(secrets).map((name) => `aiobs:${name}`);
  const values = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`aiobs:${name}`, value]));
  return planStack({
    project: "aiobs",
    stack: "test",
    config: { values, secretKeys: keys },
    program: async () => {
      program();
      return {};
    },
  });
}

/** The one resource of a kind (`StatefulSet`) and, where several are, of a name. */
export function resource(plan: Plan, kind: string, name?: string): PlannedResource {
  const found = plan.resources.filter(
    (one) => one.type.endsWith(`:${kind}`) && (name === undefined || one.name === name),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const there = plan.resources.map(({ type, name: other }) => `${type} ${other}`).join("\n");
    throw new Error(`${found.length} resources ${kind} ${name ?? ""}; the plan has\n${there}`);
  }
  return only;
}

/** The names of a plan's resources of a kind. */
export function namesOf(plan: Plan, kind: string): readonly string[] {
  return plan.resources.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ name }) => name);
}
