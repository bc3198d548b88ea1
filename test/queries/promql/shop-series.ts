import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { smallCatalogue } from "./small-catalogue.ts";

/** The shop's series, and what is recorded of them. */
export const index = indexSeries(
  [smallCatalogue],
  [
    { record: "cluster:shop_requests:rate5m", expr: "sum by (cluster) (rate(shop_requests_total[5m]))" },
    { record: "le:shop_duration_seconds_bucket:rate5m", expr: "sum by (le) (rate(shop_duration_seconds_bucket[5m]))" },
    { record: "shop_sent_bytes_total", expr: "shop_sent_bytes" },
    { record: "shop_size:small", expr: "shop_size < 3" },
    { record: "shop_size:small:cluster", expr: "max by (cluster, state) (shop_size:small)" },
  ],
);

/** What is wrong with a query to the shop: each problem as `found: message (hint)`. */
export function problemsOf(query: string, options?: CheckOptions): readonly string[] {
  return checkPromQL(query, index, options).problems.map(
    ({ found, message, hint = "" }) => `${found.replace(/\s+/g, " ")}: ${message} (${hint})`,
  );
}
