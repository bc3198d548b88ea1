import * as pulumi from "@pulumi/pulumi";
import type { PlaceFacts } from "../place.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { kubeStateMetrics } from "./kube-state-metrics.ts";
import { nodeExporter } from "./node-exporter.ts";

/** The servers that turn what does not speak for itself into metrics. */
export function collectionServers(place: PlaceFacts): readonly Server[] {
  return [kubeStateMetrics(place), nodeExporter()];
}

/** Collection: the exporters of the cluster's objects and of its nodes. */
export class Collection extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:collection:Collection", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
