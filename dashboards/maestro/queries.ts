/** Queries that several of Maestro's pages ask. */

/**
 * The share of requests that fail by the API's own doing, by the labels of `by`: 0 where none has failed yet (a counter that was
 * never incremented may not be there), NaN without traffic. Against durations, which those that ended in an exception have too.
 *
 * @param by labels, or none for all together
 * @param chosen the matchers of both sides
 */
export function errorRatio(by: string, chosen: string): string {
  const sum = by === "" ? "sum" : `sum by (${by})`;
  const failed = `${sum} (rate(maestro_api_errors_total{${chosen}, error_type!="client_error"}[$interval]))`;
  const all = `${sum} (rate(maestro_http_request_duration_seconds_count{${chosen}}[$interval]))`;
  return `(${failed} or 0 * ${all}) / ${all}`;
}

/** A quantile of the duration of requests, in seconds, by the labels of `by`. */
export function duration(quantile: number, by: string, chosen: string): string {
  const labels = by === "" ? "le" : `${by}, le`;
  return `histogram_quantile(${quantile}, sum by (${labels}) (rate(maestro_http_request_duration_seconds_bucket{${chosen}}[$interval])))`;
}
