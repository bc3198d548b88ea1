import type { Settings } from "../config/settings.ts";
import { thanosOverview } from "../dashboards/thanos/overview.ts";
import { type ThanosSizes, thanosSeries } from "../mixins/thanos/cardinality.ts";
import { furtherCatalogues } from "../mixins/thanos/metrics.ts";
import { thanos as mixin } from "../mixins/thanos/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Thanos watching itself: where a stack has it. */
export const thanos: System = {
  mixin,
  catalogues: furtherCatalogues,
  dashboards: [thanosOverview],
  observe: ({ thanos: settings }) => (settings === undefined ? undefined : scrapedAlready),
  series: (settings) => ({
    jobs: settings.thanos === undefined ? [] : thanosSeries(thanosSizes(settings, settings.thanos)),
    values: {},
  }),
};

/** A ruler that is there by the estimate alone is not in it: its series are none beside those that made it necessary. */
function thanosSizes(settings: Settings, { receive, store, query }: NonNullable<Settings["thanos"]>): ThanosSizes {
  const { shards = 1, replicas } = settings.prometheus;
  return {
    routers: receive.replication,
    ingestors: receive.replicas,
    gateways: store.shards * store.replicas,
    compactors: 1,
    queriers: query.replicas,
    frontends: query.replicas,
    rulers: shards === 1 ? 0 : replicas,
    ruleGroups: clusterSizes(settings).ruleGroups,
  };
}
