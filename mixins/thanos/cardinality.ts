/**
 * How many series Thanos' servers bring of themselves, a pod each: as they were scraped at work, with samples that come, blocks
 * that are made, and right and wrong queries. They grow with the kinds of requests and answers, not with the samples.
 */
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

/** How many pods of each server a stack has. */
export interface ThanosSizes {
  readonly routers: number;
  readonly ingestors: number;
  readonly gateways: number;
  readonly compactors: number;
  readonly queriers: number;
  readonly frontends: number;
  readonly rulers: number;
  /** Groups of rules that the ruler evaluates. */
  readonly ruleGroups: number;
}

/** Labels of a series at most: a histogram's of an HTTP server, and the target's. */
const LABELS = 12;

/** What Thanos' servers bring of themselves. */
export function thanosSeries(sizes: ThanosSizes): readonly JobSeries[] {
  const { routers, ingestors, gateways, compactors, queriers, frontends, rulers } = sizes;
  const job = (name: string, pods: number, each: number, further: Families<ThanosSizes> = {}) =>
    jobOfFamilies(name, pods, LABELS, { [`* of ${name}`]: () => pods * each, ...further }, sizes);
  return [
    job("thanos-receive-router", routers, 650),
    job("thanos-receive", ingestors, 880),
    job("thanos-store", gateways, 760),
    job("thanos-compactor", compactors, 590),
    job("thanos-query", queriers, 1080),
    job("thanos-query-frontend", frontends, 700),
    job("thanos-ruler", rulers, 670, {
      "prometheus_* of the ruler's groups": ({ ruleGroups }) => rulers * ruleGroups * 11,
    }),
  ].filter(({ targets }) => targets > 0);
}
