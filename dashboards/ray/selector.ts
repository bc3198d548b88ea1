import { SERVE_APPLICATION } from "../../mixins/ray/catalogue.ts";
import { chosen } from "../preset/variables.ts";

/** The series of what the chosen clusters serve; Serve's own requests, such as health checks, belong to no application. */
export const served = `${chosen}, ${SERVE_APPLICATION}!=""`;

/** What tells an application of Serve's apart, a deployment, a node. */
export const OF_APPLICATION = `cluster, application, ${SERVE_APPLICATION}`;
export const OF_DEPLOYMENT = `${OF_APPLICATION}, deployment`;
export const OF_NODE = "cluster, application, instance";

/** How a line of a graph is called. */
export const APPLICATION = `{{${SERVE_APPLICATION}}}`;
export const DEPLOYMENT = `${APPLICATION} {{deployment}}`;
export const NODE = "{{application}} {{instance}}";

/** Requests over HTTP a second, by application; with `failed`, those that failed. */
export function requests(failed?: "failed"): string {
  const status = failed === undefined ? "" : ', status_code=~"5.."';
  return `sum by (${OF_APPLICATION}) (rate(ray_serve_num_http_requests_total{${served}${status}}[5m]))`;
}

/** A quantile of how long requests take, in seconds, by application. */
export function latency(q: number): string {
  return `histogram_quantile(${q}, sum by (${OF_APPLICATION}, le) (rate(ray_serve_http_request_latency_ms_bucket{${served}}[5m]))) / 1000`;
}
