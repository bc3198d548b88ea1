/**
 * What every target has: the series of the libraries that servers are written with. (Those that Prometheus makes of each scrape,
 * such as `up`, every index has of itself.)
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** The series of Go's client library, whoever uses it. */
export const targetCatalogue: Catalogue = recordedCatalogue({
  system: "observability",
  targetLabels: "any target",
  record: new URL("recorded/client-golang-1.24.1.json", import.meta.url),
  knowledge: {
    labels: {
      version: { bound: 10, examples: ["go1.26.8"], reason: "versions of Go in use" },
      code: { bound: 3, examples: ["200"], reason: "status codes of /metrics" },
    },
    metrics: {
      process_start_time_seconds: { unit: "timestamp" },
      go_memstats_last_gc_time_seconds: { unit: "timestamp" },
      promhttp_metric_handler_errors_total: { labels: { cause: oneOf("encoding", "gathering") } },
    },
  },
});
