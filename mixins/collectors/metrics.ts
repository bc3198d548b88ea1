import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What the OpenTelemetry Collectors tell of themselves. */
export const collectorCatalogue: Catalogue = recordedCatalogue({
  system: "collectors",
  targetLabels: {
    cluster,
    job: oneOf("otel-agent"),
    instance: { bound: 1000, examples: ["node-1"], reason: "nodes; of other collectors the pods" },
  },
  record: new URL("recorded/otelcol-agent-0.161.0.json", import.meta.url),
  knowledge: {
    // There is no such series before the first spans or metrics come.
    unseen: [
      {
        name: "otelcol_processor_filter_datapoints_filtered",
        type: "counter",
        help: "Number of metric data points dropped by the filter processor [Development]",
        labels: ["filter"],
      },
      {
        name: "otelcol_processor_filter_spans_filtered",
        type: "counter",
        help: "Number of spans dropped by the filter processor [Development]",
        labels: ["filter"],
      },
    ],
  },
});
