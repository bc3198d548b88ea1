/** A fixture: a few metrics of each kind, with labels whose values are known. */
import type { Catalogue } from "../../../queries/catalogue.ts";

const oneOf = (...values: readonly string[]) => ({ bound: values.length, values });

export const smallCatalogue: Catalogue = {
  system: "shop",
  targetLabels: { cluster: { bound: 2 }, job: oneOf("shop", "till"), instance: { bound: 50 } },
  metrics: [
    {
      name: "shop_requests_total",
      type: "counter",
      help: "Requests.",
      unit: "count",
      labels: { method: oneOf("buy", "look"), status: oneOf("success", "error") },
    },
    { name: "shop_sent_bytes", type: "counter", help: "Bytes.", unit: "bytes", labels: { peer: { bound: 100 } } },
    { name: "shop_queue", type: "gauge", help: "Queue.", unit: "count", labels: { queue: { bound: 20 } } },
    {
      name: "shop_memory_bytes",
      type: "gauge",
      help: "Memory.",
      unit: "bytes",
      labels: { pool: oneOf("heap", "stack") },
    },
    { name: "shop_memory_limit_bytes", type: "gauge", help: "Limit.", unit: "bytes", labels: {} },
    {
      name: "shop_size",
      type: "gauge",
      help: "Members.",
      unit: "count",
      labels: { state: oneOf("up", "down") },
      conventionalName: "shop_members",
    },
    {
      name: "shop_duration_seconds",
      type: "histogram",
      help: "Duration.",
      unit: "seconds",
      labels: { method: oneOf("buy", "look") },
      buckets: [0.1, 1, 5, 1_000_000],
    },
    { name: "shop_wait_seconds", type: "histogram", help: "Wait.", unit: "seconds", labels: {} },
    {
      name: "shop_build_info",
      type: "gauge",
      help: "Version.",
      unit: "info",
      labels: { version: { bound: 3 }, edition: oneOf("free", "paid") },
    },
    {
      name: "shop_lag_seconds",
      type: "histogram",
      help: "Lag.",
      unit: "seconds",
      labels: {},
      exposition: "totals",
    },
    { name: "shop_gc_seconds", type: "summary", help: "Pauses.", unit: "seconds", labels: {} },
  ],
};
