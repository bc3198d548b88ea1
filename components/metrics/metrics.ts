import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { metricsDataSource } from "./data-sources.ts";
import { type PrometheusArgs, prometheusServers } from "./prometheus.ts";
import { prometheusSize } from "./prometheus-size.ts";
import { type ThanosArgs, thanosServers } from "./thanos/thanos.ts";

/** What the servers of metrics are made from. */
export interface MetricsArgs extends Omit<PrometheusArgs, "thanos"> {
  /** Absent: Prometheus keeps its own days alone. */
  readonly thanos?: Omit<ThanosArgs, "place" | "prometheus" | "dataSource" | "rules">;
}

/** The servers that scrape, evaluate and keep metrics. */
export function metricsServers({ thanos, ...args }: MetricsArgs): readonly Server[] {
  const { place, settings, estimate } = args;
  const dataSource = metricsDataSource(settings, "Thanos");
  const rules = prometheusSize(settings, estimate).shards === 1 ? {} : { rules: args };
  return [
    ...prometheusServers({ ...args, thanos: thanos === undefined ? "none" : "beside" }),
    ...(thanos === undefined ? [] : thanosServers({ ...thanos, place, prometheus: settings, dataSource, ...rules })),
  ];
}

/** Metrics: what scrapes them, evaluates rules on them, keeps and answers them. */
export class Metrics extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:metrics:Metrics", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
