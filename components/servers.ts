import type { Settings } from "../config/settings.ts";
import type { Estimate } from "../mixins/cardinality/estimate.ts";
import type { Mixin } from "../mixins/mixin.ts";
import { alertingServers } from "./alerting/alerting.ts";
import { collectionServers } from "./collection/collection.ts";
import { gpuServers } from "./gpu/gpu-software.ts";
import { metricsServers } from "./metrics/metrics.ts";
import type { ScrapedSystem } from "./metrics/prometheus.ts";
import type { PlaceFacts } from "./place.ts";
import { visualisationServers } from "./visualisation/visualisation.ts";
import { joinServers } from "./workload/join.ts";
import type { Server } from "./workload/server.ts";

/** What of the observed systems the servers are made from. */
interface Watched {
  readonly mixins: readonly Mixin[];
  readonly scraped: readonly ScrapedSystem[];
  readonly estimate: Estimate;
}

/** The servers of each pillar, joined with each other. */
export type Servers = Readonly<
  Record<"metrics" | "alerting" | "visualisation" | "collection" | "gpu", readonly Server[]>
>;

/** Every server of a stack, by pillar, as plain data: nothing is created. */
export function serversOf(place: PlaceFacts, settings: Settings, { mixins, scraped, estimate }: Watched): Servers {
  const { prometheus, alertmanager, grafana, runbooks, owner, cluster } = settings;
  const pillars: Servers = {
    metrics: metricsServers({
      place,
      settings: prometheus,
      mixins,
      alerts: { owner, runbookBaseUrl: runbooks.baseUrl, dashboardBaseUrl: grafana.url },
      systems: scraped,
      kubeletTls: cluster.kubeletTls,
      estimate,
    }),
    alerting: alertingServers({
      place,
      settings: alertmanager,
      inhibitions: mixins.flatMap(({ inhibitions }) => inhibitions),
    }),
    visualisation: visualisationServers({ place, settings: grafana }),
    collection: collectionServers(place),
    gpu: gpuServers(settings),
  };
  const all = Object.values(pillars).flat();
  return {
    metrics: joinServers(pillars.metrics, all),
    alerting: joinServers(pillars.alerting, all),
    visualisation: joinServers(pillars.visualisation, all),
    collection: joinServers(pillars.collection, all),
    gpu: joinServers(pillars.gpu, all),
  };
}
