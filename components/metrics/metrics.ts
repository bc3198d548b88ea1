import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { type PrometheusArgs, prometheusServers } from "./prometheus.ts";

/** The servers that scrape, evaluate and keep metrics. */
export function metricsServers(args: PrometheusArgs): readonly Server[] {
  return prometheusServers(args);
}

/** Metrics: what scrapes them, evaluates rules on them, keeps and answers them. */
export class Metrics extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:metrics:Metrics", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
