import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { type AgentArgs, agent } from "./agent/agent.ts";
import { kubeStateMetrics } from "./kube-state-metrics.ts";
import { nodeExporter } from "./node-exporter.ts";

/** The servers that turn what does not speak for itself into metrics, and those that collect logs and spans. */
export function collectionServers(args: AgentArgs): readonly Server[] {
  return [kubeStateMetrics(args.place), nodeExporter(), ...agent(args)];
}

/** Collection: the exporters of the cluster's objects and of its nodes, and the agent on every node. */
export class Collection extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:collection:Collection", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
