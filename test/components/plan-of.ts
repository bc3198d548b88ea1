import * as pulumi from "@pulumi/pulumi";
import { NetworkPolicies } from "../../components/network/network-policies.ts";
import { type Place, placeFacts } from "../../components/place.ts";
import { createWorkloads } from "../../components/workload/create-workloads.ts";
import { joinServers } from "../../components/workload/join.ts";
import type { Server } from "../../components/workload/server.ts";
import { type Plan, planStack } from "../../preview/plan.ts";
import type { PlannedResource } from "../../preview/record.ts";
import { settingsWith } from "./settings.ts";

/** A place for tests, with plain names. */
export const place: Place = {
  ...placeFacts("test", settingsWith()),
  createdNamespaces: { main: pulumi.output("monitoring"), host: pulumi.output("monitoring-host") },
  priorityClass: "monitoring-servers",
  data: "protected",
  images: settingsWith().images,
  tokens: {},
  secret: (name) => new pulumi.Config("aiobs").requireSecret(name),
};

/** A component that groups what a test makes. */
class Group extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Group", "group");
  }
}

/**
 * The plan of servers, with their network policies.
 * @param others servers that are there as well, and not planned.
 */
export function planServers(
  servers: readonly Server[],
  {
    others = [],
    secrets = {},
    at = place,
  }: { others?: readonly Server[]; secrets?: Record<string, string>; at?: Place } = {},
): Promise<Plan> {
  return planOf(() => {
    const all = [...servers, ...others];
    const joined = joinServers(servers, all);
    createWorkloads({ place: at, servers: joined }, new Group());
    new NetworkPolicies("network", { place: at, servers: joined });
  }, secrets);
}

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
