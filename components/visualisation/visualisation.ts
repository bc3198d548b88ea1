import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import type { ProvisionedGroup } from "./alert-rules.ts";
import { AlertsByApi, type AlertsByApiArgs } from "./alerts-by-api.ts";
import { type DashboardDelivery, Dashboards, type RenderedDashboard } from "./dashboards.ts";
import { DataSourcesByApi } from "./data-sources-by-api.ts";
import type { ExistingSources } from "./existing-grafana.ts";
import { type GrafanaArgs, grafana } from "./grafana.ts";
import { type SourceUids, withUids } from "./source-uids.ts";

/** The servers that people look at. */
export function visualisationServers(args: GrafanaArgs): readonly Server[] {
  return [grafana(args)];
}

/** Arguments of `Visualisation`. */
export interface VisualisationArgs extends PillarArgs {
  readonly dashboards: readonly RenderedDashboard[];
  readonly delivery: DashboardDelivery;
  /** Grafana's own alerts; as files they are among those of its server. */
  readonly alerting: AlertsByApiArgs["alerting"];
  /** The data sources of a Grafana that is there already. Absent: it is the stack's own, which has them from a file. */
  readonly existing?: ExistingSources | undefined;
}

/** Visualisation: Grafana, the dashboards in their folders, and its own alerts. */
export class Visualisation extends pulumi.ComponentResource {
  constructor(name: string, args: VisualisationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:visualisation:Visualisation", name, {}, opts);
    createWorkloads(args, this);
    const { alerting, delivery, existing } = args;
    const { secret } = args.place;
    if (delivery.kind === "api" && existing !== undefined) {
      const sources = { sources: existing.made, provider: delivery.provider, secret };
      new DataSourcesByApi("data-sources", sources, { parent: this });
    }
    const shown = existing === undefined ? args : { ...args, dashboards: args.dashboards.map(asking(existing.uids)) };
    const dashboards = new Dashboards("dashboards", shown, {
      parent: this,
      aliases: [{ parent: pulumi.rootStackResource }],
    });
    if (delivery.kind === "api") {
      const groups =
        existing === undefined ? alerting.groups : alerting.groups.map((group) => askingGroup(group, existing.uids));
      const alerts = { alerting: { ...alerting, groups }, provider: delivery.provider, dashboards, secret };
      new AlertsByApi("alerts", alerts, { parent: this });
    }
    this.registerOutputs({});
  }
}

/** Dashboards that ask data sources of other uids. */
function asking(uids: SourceUids) {
  return (dashboard: RenderedDashboard): RenderedDashboard => ({
    ...dashboard,
    json: `${JSON.stringify(withUids(JSON.parse(dashboard.json), uids), undefined, 2)}\n`,
  });
}

function askingGroup(group: ProvisionedGroup, uids: SourceUids): ProvisionedGroup {
  const rules = group.rules.map((rule) => ({
    ...rule,
    data: rule.data.map((query) => ({
      ...query,
      datasourceUid: uids.get(query.datasourceUid) ?? query.datasourceUid,
      model: Object(withUids(query.model, uids)),
    })),
  }));
  return { ...group, rules };
}
