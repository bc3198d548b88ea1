/**
 * The settings of node pools: `nodePools` in a stack's settings, a record of name to pool.
 *
 * `node-pool-shape.ts` says what a pool looks like, `node-pool-rules.ts` and `gpu-pool-rules.ts` which looks make sense.
 * All report through zod, so that a stack gets every error at once, each with its path.
 */
import * as z from "zod";
import { gpuPoolRules } from "./gpu-pool-rules.ts";
import { commonPoolRules, type Finding, findings, nameFindings, systemPoolRules } from "./node-pool-rules.ts";
import { capacityBlockOf, gpuPoolShape, type NodePool, poolZones, systemPoolShape } from "./node-pool-shape.ts";

const gpuPoolSchema = gpuPoolShape.superRefine(
  (pool, context) => {
    const broken = brokenKeys(context.issues);
    report([...findings(commonPoolRules, pool, broken), ...findings(gpuPoolRules, pool, broken)], pool, context);
  },
  { when: isObject },
);

const systemPoolSchema = systemPoolShape.superRefine(
  (pool, context) => {
    const broken = brokenKeys(context.issues);
    report([...findings(commonPoolRules, pool, broken), ...findings(systemPoolRules, pool, broken)], pool, context);
  },
  { when: isObject },
);

/**
 * Node pools by name. The name becomes the node label `aiobs/pool` and part of what is created in AWS.
 * Errors: a value of the wrong shape, and every finding of the rules.
 */
export const nodePoolsSchema = z
  .record(z.string(), z.discriminatedUnion("kind", [gpuPoolSchema, systemPoolSchema]))
  .superRefine((pools, context) => report(nameFindings(Object.keys(pools)), pools, context), { when: isObject });

/** All pools of a stack, by name. */
export type NodePools = Readonly<Record<string, NodePool>>;

/** A subnet of the cluster's network that nodes may start in. */
export interface NodeSubnet {
  /** EC2's id, e.g. `subnet-0123456789abcdef0`. */
  readonly id: string;
  /** Its availability zone, e.g. `us-east-1a`. */
  readonly zone: string;
}

/**
 * A zone that only the other stack knows: without an engine there is a placeholder in its place, which no check can hold
 * against a pool.
 */
function isUnknown(zone: string): boolean {
  return !/^[a-z0-9-]+$/.test(zone);
}

/** The subnets a pool's nodes may start in, in the given order. */
export function poolSubnets<Subnet extends Pick<NodeSubnet, "zone">>(
  pool: NodePool,
  subnets: readonly Subnet[],
): readonly Subnet[] {
  const zones = poolZones(pool);
  return zones === undefined ? subnets : subnets.filter(({ zone }) => zones.includes(zone) || isUnknown(zone));
}

/**
 * Checks pools against the network they are to stand in: every zone a pool names, a reservation's first of all, needs a
 * subnet. Paths begin with the pool's name.
 *
 * @param pools the pools, parsed.
 * @param subnets the cluster's subnets for nodes, from settings or from another stack's outputs.
 */
export function checkNodePools(pools: NodePools, subnets: readonly Pick<NodeSubnet, "zone">[]): readonly Finding[] {
  if (subnets.some(({ zone }) => isUnknown(zone))) return [];
  const covered = [...new Set(subnets.map(({ zone }) => zone))].sort();
  const there = covered.length === 0 ? "there are no subnets at all" : `the subnets are in ${covered.join(", ")}`;
  return Object.entries(pools).flatMap(([name, pool]): Finding[] => {
    const block = capacityBlockOf(pool);
    if (block !== undefined) {
      if (covered.includes(block.zone)) return [];
      const message = `the Capacity Block ${block.capacityBlock} is in ${block.zone}, but ${there}; add a subnet in ${block.zone}`;
      return [{ path: [name, "capacity", "zone"], message }];
    }
    if (pool.zones === undefined) {
      return covered.length > 0 ? [] : [{ path: [name], message: `${there}; add the subnets that nodes may start in` }];
    }
    return pool.zones.flatMap((zone, index) =>
      covered.includes(zone)
        ? []
        : [
            {
              path: [name, "zones", index],
              message: `no subnet is in ${zone}: ${there}; add one there, or take the zone out`,
            },
          ],
    );
  });
}

function isObject({ value }: { value: unknown }): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keys whose values are of the wrong shape: rules that need them are skipped, the others still run. */
function brokenKeys(issues: readonly { path?: readonly PropertyKey[] | undefined }[]): ReadonlySet<PropertyKey> {
  return new Set(issues.flatMap(({ path }) => path?.slice(0, 1) ?? []));
}

interface Context {
  addIssue(issue: { code: "custom"; path: PropertyKey[]; message: string; input: unknown }): void;
}

function report(found: readonly Finding[], value: object, context: Context): void {
  for (const { path, message } of found) {
    context.addIssue({ code: "custom", path: [...path], message, input: valueAt(value, path) });
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.entries(inner).find(([name]) => name === String(key))?.[1];
  }, value);
}
