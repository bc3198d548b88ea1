import type { Labels, TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";
import type { Requests } from "./work.ts";

/** What a node says of its requests: rate, errors, duration. */
export function exposeRequests(series: TargetSeries, { node, work }: NodeMoment): void {
  const done = work.nodes.get(node.name);
  if (done === undefined) return;
  const role = { node_role: node.role };
  const checks = { ...role, method: "health_check" };
  series.add("butterfly_requests_total", { ...checks, status: "success" }, done.healthChecks);
  series.add("butterfly_requests_total", { ...checks, status: "error" }, 0);
  // Observers only look on.
  if (node.role === "observer") return;
  exposeMethod(series, { ...role, method: "inference" }, done.inference, 0.5);
  exposeMethod(series, { ...role, method: "checkpoint" }, done.checkpoint, 0.4);
}

function exposeMethod(series: TargetSeries, labels: Labels, requests: Requests, spread: number): void {
  const { succeeded, failed, median, inFlight } = requests;
  const errors = Object.values(failed).reduce((sum, count) => sum + count, 0);
  series.add("butterfly_requests_total", { ...labels, status: "success" }, succeeded);
  series.add("butterfly_requests_total", { ...labels, status: "error" }, errors);
  for (const [type, count] of Object.entries(failed)) {
    series.add("butterfly_request_errors_total", { ...labels, error_type: type }, count);
  }
  series.set("butterfly_requests_in_flight", labels, inFlight);
  series.observe("butterfly_request_duration_seconds", labels, succeeded + errors, { median, spread });
}
