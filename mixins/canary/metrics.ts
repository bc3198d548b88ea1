import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";

const arrow: Label = oneOf(
  "metric",
  "log",
  "metric-to-trace",
  "trace-to-logs",
  "log-to-trace",
  "trace-to-metrics",
  "service-map",
);
const kind: Label = oneOf("id", "email", "ipv4", "ipv6", "prompt");

/** What the canary exposes: `canary/findings.ts`. */
export const canaryCatalogue: Catalogue = {
  system: "canary",
  targetLabels: {
    cluster,
    job: oneOf("canary"),
    instance: { bound: 2, examples: ["canary-0"], reason: "one pod, and its successor" },
  },
  metrics: [
    {
      name: "canary_request_duration_seconds",
      type: "histogram",
      help: "Durations of the known requests.",
      unit: "seconds",
      labels: {},
      buckets: [0.01, 0.1, 1],
    },
    {
      name: "canary_last_request_timestamp_seconds",
      type: "gauge",
      help: "When the last known request was made.",
      unit: "timestamp",
      labels: {},
    },
    {
      name: "canary_arrow_found",
      type: "gauge",
      help: "1 where the way led to the last request, 0 where it did not in time.",
      unit: "count",
      labels: { arrow },
    },
    {
      name: "canary_arrow_seconds",
      type: "gauge",
      help: "How long after the request the way led to it.",
      unit: "seconds",
      labels: { arrow },
    },
    {
      name: "canary_leaks_total",
      type: "counter",
      help: "How often personal data came back in plain.",
      unit: "count",
      labels: { arrow, kind },
    },
  ],
  owns: ["canary_"],
};
