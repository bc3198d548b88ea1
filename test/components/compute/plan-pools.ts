import { NodePools } from "../../../components/compute/node-pools.ts";
import type { ClusterArgs } from "../../../components/compute/pool-args.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import type { NodeSubnet } from "../../../config/node-subnets.ts";
import { planStack } from "../../../preview/plan.ts";
import type { Json, PlannedResource } from "../../../preview/record.ts";

/** Subnets in three zones of us-east-2, as a stack's settings would name them. */
export const subnets: readonly NodeSubnet[] = ["a", "b", "c"].map((letter) => ({
  id: `subnet-${letter}`,
  zone: `us-east-2${letter}`,
}));

/** A cluster with all that any pool asks for. */
export const cluster: ClusterArgs = { name: "acme", securityGroupId: "sg-cluster", vpcId: "vpc-1" };

/** Settings of a pool with what has no default; more settings are added, or replace these. */
export function gpuSettings(settings: Readonly<Record<string, unknown>> = {}) {
  return { kind: "gpu", instanceTypes: ["g6e.12xlarge"], max: 4, release: "1.36.2-20261105", ...settings };
}

/** Training on a Capacity Block of p5 with EFA. */
export const training = gpuSettings({
  instanceTypes: ["p5.48xlarge"],
  capacity: { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" },
  efa: "on",
});

/** What a plan of node pools needs beside the pools. */
interface Surroundings {
  readonly cluster?: ClusterArgs;
  readonly subnets?: readonly NodeSubnet[];
  readonly volumeKeyArn?: string;
  readonly partition?: "aws-cn";
  readonly nodeShell?: "session-manager";
  readonly tags?: Readonly<Record<string, string>>;
}

/** Parses the settings of pools and plans their components, without engine or cloud. */
export async function planPools(
  settings: Readonly<Record<string, object>>,
  surroundings: Surroundings = {},
): Promise<readonly PlannedResource[]> {
  const pools = nodePoolsSchema.parse(settings);
  const { resources } = await planStack({
    project: "aiobs",
    stack: "test",
    config: { values: {}, secretKeys: [] },
    program: async () => {
      new NodePools("pools", {
        cluster,
        subnets,
        stack: "test",
        tags: { owner: "ml", stack: "test" },
        ...surroundings,
        pools,
      });
      return {};
    },
  });
  return resources;
}

/** The resources of a type, given by the end of its token, e.g. `NodeGroup`. */
export function ofType(resources: readonly PlannedResource[], type: string): readonly PlannedResource[] {
  return resources.filter((resource) => resource.type.endsWith(`:${type}`));
}

/** The one resource of a type. */
export function theOne(resources: readonly PlannedResource[], type: string): PlannedResource {
  const [found, ...others] = ofType(resources, type);
  if (found === undefined || others.length > 0) throw new Error(`${1 + others.length} resources of type ${type}`);
  return found;
}

/** The Kubernetes object of a kind. */
export function objectOf(resources: readonly PlannedResource[], kind: string): PlannedResource | undefined {
  return resources.find(({ inputs }) => inputs.kind === kind);
}

/** A JSON value as a record, for reading on. */
export function fields(value: Json | undefined): Readonly<Record<string, Json>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`no record: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}
