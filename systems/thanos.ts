import type { Settings } from "../config/settings.ts";
import { thanosOverview } from "../dashboards/thanos/overview.ts";
import { type ThanosSizes, thanosSeries } from "../mixins/thanos/cardinality.ts";
import { furtherCatalogues } from "../mixins/thanos/metrics.ts";
import { thanos as mixin } from "../mixins/thanos/mixin.ts";
import { type System, scrapedAlready, type Watching } from "./system.ts";

/** Thanos watching itself: where a stack has it. */
export const thanos: System = {
  mixin,
  catalogues: furtherCatalogues,
  dashboards: [thanosOverview],
  observe: ({ thanos: settings }) => (settings === undefined ? undefined : scrapedAlready),
  series: ({ thanos: settings, prometheus }, watching) => ({
    jobs: settings === undefined ? [] : thanosSeries(thanosSizes(settings, prometheus.replicas, watching)),
    values: {},
  }),
};

function thanosSizes(
  { receive, store, query }: NonNullable<Settings["thanos"]>,
  prometheusReplicas: number,
  { shards, ruleGroups }: Watching,
): ThanosSizes {
  return {
    routers: receive.replication,
    ingestors: receive.replicas,
    gateways: store.shards * store.replicas,
    compactors: 1,
    queriers: query.replicas,
    frontends: query.replicas,
    rulers: shards === 1 ? 0 : prometheusReplicas,
    ruleGroups,
  };
}
