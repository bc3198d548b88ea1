import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Settings } from "../../config/settings.ts";
import type { Place } from "../place.ts";
import { serverLabels } from "../workload/labels.ts";
import { GRAFANA } from "./grafana.ts";

/** One dashboard, ready to be delivered. */
export interface RenderedDashboard {
  /** Title of the folder it is shown in. */
  readonly folder: string;
  /** Unique in the Grafana: part of its address. */
  readonly uid: string;
  /** The dashboard model as JSON, without `id` and `version`. */
  readonly json: string;
}

/** How dashboards get into Grafana. Same content either way. */
export type DashboardDelivery =
  | { readonly kind: "configmap" }
  | { readonly kind: "api"; readonly provider: grafana.Provider };

/** How the settings want dashboards to get into Grafana. */
export function dashboardDelivery({ url, apiToken }: Settings["grafana"], { secret }: Place): DashboardDelivery {
  if (apiToken === undefined) return { kind: "configmap" };
  if (!("secret" in apiToken)) throw new Error("grafana.apiToken is in the cluster: the settings' checks refuse it");
  return { kind: "api", provider: new grafana.Provider("grafana", { url, auth: secret(apiToken.secret) }) };
}

/** Arguments of `Dashboards`. */
export interface DashboardsArgs {
  readonly place: Place;
  readonly delivery: DashboardDelivery;
  readonly dashboards: readonly RenderedDashboard[];
}

/** The largest ConfigMap that the API server takes, in bytes, less room for its metadata. */
const CONFIGMAP_BYTES = 1_000_000;

/** The dashboards of all systems, in their folders. */
export class Dashboards extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:grafana:Dashboards", name, {}, opts);
    if (args.delivery.kind === "configmap") this.configMaps(args);
    else this.api(args, args.delivery.provider);
    this.registerOutputs({});
  }

  /** The sidecar's contract: one ConfigMap for each dashboard, labelled, with its folder as an annotation. */
  private configMaps({ place, dashboards }: DashboardsArgs): void {
    for (const { folder, uid, json } of dashboards) {
      if (Buffer.byteLength(json) > CONFIGMAP_BYTES) {
        throw new Error(
          `dashboard ${uid} has ${Buffer.byteLength(json)} bytes; a ConfigMap holds ${CONFIGMAP_BYTES}: split it, or set aiobs:grafana.delivery to "api"`,
        );
      }
      new k8s.core.v1.ConfigMap(
        `dashboard-${uid}`,
        {
          metadata: {
            name: `dashboard-${uid}`,
            namespace: place.createdNamespaces[GRAFANA.zone],
            labels: { ...serverLabels(place, GRAFANA), grafana_dashboard: "1" },
            annotations: { grafana_folder: folder },
          },
          data: { [`${uid}.json`]: json },
        },
        { parent: this },
      );
    }
  }

  private api({ dashboards }: DashboardsArgs, provider: grafana.Provider): void {
    const titles = [...new Set(dashboards.map(({ folder }) => folder))];
    const folders = new Map(
      titles.map((title) => {
        const uid = folderUid(title);
        // A folder that somebody put a dashboard of their own into is not deleted with ours.
        const args = { title, uid, preventDestroyIfNotEmpty: true };
        return [title, new grafana.oss.Folder(`folder-${uid}`, args, { parent: this, provider })] as const;
      }),
    );
    for (const { folder, uid, json } of dashboards) {
      const parent = folders.get(folder);
      if (parent === undefined) continue;
      new grafana.oss.Dashboard(
        `dashboard-${uid}`,
        { folder: parent.uid, configJson: json, overwrite: true, message: "written by pulumi up" },
        { parent: this, provider },
      );
    }
  }
}

/** A folder's uid from its title: `Maestro ML Platform` → `maestro-ml-platform`. */
export function folderUid(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
