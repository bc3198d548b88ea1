import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { servingRole, workMethod } from "../labels.ts";

/** Request metrics: rate, errors, duration. */
export const requestMetrics: readonly Metric[] = [
  {
    name: "butterfly_requests_total",
    type: "counter",
    help: "Total number of inference requests received.",
    unit: "count",
    labels: {
      node_role: oneOf("coordinator", "compute", "observer"),
      method: oneOf("inference", "checkpoint", "health_check"),
      status: oneOf("success", "error"),
    },
  },
  {
    name: "butterfly_requests_in_flight",
    type: "gauge",
    help: "Current number of in-flight requests.",
    unit: "count",
    labels: { node_role: servingRole, method: workMethod },
  },
  {
    name: "butterfly_request_errors_total",
    type: "counter",
    help: "Total number of request errors.",
    unit: "count",
    labels: {
      node_role: servingRole,
      method: workMethod,
      error_type: { bound: 50, examples: ["timeout", "oom", "network_error", "byzantine_fault"] },
    },
  },
  {
    name: "butterfly_request_duration_seconds",
    type: "histogram",
    help: "Request duration from submission to completion.",
    unit: "seconds",
    labels: { node_role: servingRole, method: workMethod },
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
  },
];
