import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { type AgentArgs, agent } from "./agent/agent.ts";
import { canary } from "./canary.ts";
import { kubeStateMetrics } from "./kube-state-metrics.ts";
import { nodeExporter } from "./node-exporter.ts";
import { simulator } from "./simulator.ts";

/** What the servers of collection are made from. */
interface CollectionArgs extends AgentArgs {
  /** Whether the stack has a canary. */
  readonly canary: "on" | "off";
  /** Whether it simulates what it observes. */
  readonly simulator: "on" | "off";
}

/**
 * The servers that turn what does not speak for itself into metrics, those that collect logs and spans, and the one that looks
 * whether all of it arrives.
 */
export function collectionServers({ canary: watch, simulator: simulate, ...args }: CollectionArgs): readonly Server[] {
  const { place } = args;
  return [
    kubeStateMetrics(place),
    nodeExporter(),
    ...agent(args),
    ...(watch === "on" ? [canary(place)] : []),
    ...(simulate === "on" ? [simulator(place)] : []),
  ];
}

/** Collection: the exporters of the cluster's objects and of its nodes, and the agent on every node. */
export class Collection extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:collection:Collection", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
