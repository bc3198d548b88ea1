import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What Loki tells of itself. */
export const lokiCatalogue: Catalogue = recordedCatalogue({
  system: "loki",
  targetLabels: {
    cluster,
    job: oneOf("loki"),
    instance: { bound: 30, examples: ["loki-0"], reason: "replicas, by pod" },
  },
  record: new URL("recorded/loki-3.7.8.json", import.meta.url),
  knowledge: {},
});
