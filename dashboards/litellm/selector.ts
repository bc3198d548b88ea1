import { chosen } from "../preset/variables.ts";

/** The series of the chosen models, by the name that callers ask for. */
export const ofModels = `${chosen}, requested_model=~"$requested_model"`;

/** What tells a line of a graph apart, and how it is called. */
export const BY = "cluster, application";
export const LEGEND = "{{application}}";

/** The requests of the chosen models a second, with further matchers, by further labels. */
export function requests(matchers = "", by = `${BY}, requested_model`): string {
  const also = matchers === "" ? "" : `, ${matchers}`;
  return `sum by (${by}) (rate(litellm_proxy_total_requests_metric_total{${ofModels}${also}}[5m]))`;
}

/** Those that the gateway or the models failed. */
export const FAILED = 'status_code=~"5..|408"';

/** A quantile of a histogram. */
export function quantile(q: number, histogram: string, series: string, by = BY): string {
  return `histogram_quantile(${q}, sum by (${by}, le) (rate(${histogram}_bucket{${series}}[5m])))`;
}
