import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import type { GrafanaAlerting } from "./alerting.ts";
import { AlertsByApi } from "./alerts-by-api.ts";
import { type DashboardDelivery, Dashboards, type RenderedDashboard } from "./dashboards.ts";
import { type GrafanaArgs, grafana } from "./grafana.ts";

/** The servers that people look at. */
export function visualisationServers(args: GrafanaArgs): readonly Server[] {
  return [grafana(args)];
}

/** Arguments of `Visualisation`. */
export interface VisualisationArgs extends PillarArgs {
  readonly dashboards: readonly RenderedDashboard[];
  readonly delivery: DashboardDelivery;
  /** Grafana's own alerts; as files they are among those of its server. */
  readonly alerting: GrafanaAlerting;
}

/** Visualisation: Grafana, the dashboards in their folders, and its own alerts. */
export class Visualisation extends pulumi.ComponentResource {
  constructor(name: string, args: VisualisationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:visualisation:Visualisation", name, {}, opts);
    createWorkloads(args, this);
    const dashboards = new Dashboards("dashboards", args, {
      parent: this,
      aliases: [{ parent: pulumi.rootStackResource }],
    });
    const { alerting, delivery } = args;
    if (delivery.kind === "api") {
      new AlertsByApi(
        "alerts",
        { alerting, provider: delivery.provider, dashboards, secret: args.place.secret },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
