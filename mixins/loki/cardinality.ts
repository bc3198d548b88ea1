/**
 * How many series Loki brings of itself: 3,659 of one process with all of its parts and a bucket, as they were scraped at work, with
 * lines that come by OTLP, right and wrong queries of each kind, and a flush (`test/real/own-series.test.ts`). They grow with the
 * kinds of requests and with tenants, of which there is one; not with streams or lines.
 */
import { jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

/** What Loki's replicas bring. */
export function lokiSeries(replicas: number): readonly JobSeries[] {
  return [jobOfFamilies("loki", replicas, 12, { "loki_*": () => replicas * 3700 }, replicas)];
}
