import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What the routers and samplers of traces tell of themselves. */
export const tiersCatalogue: Catalogue = recordedCatalogue({
  system: "collectors-tiers",
  targetLabels: {
    cluster,
    job: oneOf("otel-router", "otel-sampler"),
    instance: { bound: 60, examples: ["otel-sampler-0"], reason: "replicas, by pod" },
  },
  record: new URL("recorded/otelcol-tiers-0.161.0.json", import.meta.url),
  knowledge: {},
});
