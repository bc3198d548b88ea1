import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../variables.ts";

/** How the store gateways answer from the bucket. */
export function storeBand(): Band {
  return { title: "Store gateways", height: 8, panels: [latency(), cache(), loaded(), answering()] };
}

const own = `${inCluster}, job="thanos-store"`;

const latency = () =>
  timeseries({
    id: 14,
    title: "Time of bucket operations",
    description:
      "How long operations at the bucket take, 99 of 100, by operation.\n\n**Good:** well under a second. **Otherwise:** a query needs hundreds of them: ThanosQueriesSlow follows. See the provider's status, and whether the gateways' caches hold what is asked for (*Cache hits*).",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (operation, le) (rate(thanos_objstore_bucket_operation_duration_seconds_bucket{${own}}[$interval])))`,
        legend: "{{operation}}",
      },
    ],
  });

const cache = () =>
  timeseries({
    id: 15,
    title: "Cache hits",
    description:
      "The share of what was looked up in the index cache that was there, by kind.\n\n**Good:** most, after some hours of the same dashboards. **Otherwise:** the cache is too small for what people ask: raise `thanos.store.memory`.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `sum by (item_type) (rate(thanos_store_index_cache_hits_total{${own}}[$interval])) / (sum by (item_type) (rate(thanos_store_index_cache_requests_total{${own}}[$interval])) > 0)`,
        legend: "{{item_type}}",
      },
    ],
  });

const loaded = () =>
  timeseries({
    id: 16,
    title: "Blocks known",
    description:
      "Blocks of the bucket that each gateway answers for.\n\n**Good:** the same for all of one part, rising slowly and falling at compactions. **Otherwise:** one that only rises is not compacted; 0 is a gateway that cannot read the bucket.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `max by (instance) (thanos_bucket_store_blocks_loaded{${own}})`, legend: "{{instance}}" }],
  });

const answering = () =>
  timeseries({
    id: 26,
    title: "Gateways that answer",
    description:
      "Store gateways that answer, of all parts of the bucket.\n\n**Good:** as many as there are. **Otherwise:** where all of one part are gone, ThanosStorePartMissing fires: graphs lack what is older than the ingestors' retention.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `sum by (cluster) (up{${own}})`, legend: "{{cluster}}" }],
  });
