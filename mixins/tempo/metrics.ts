import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What Tempo tells of itself. */
export const tempoCatalogue: Catalogue = recordedCatalogue({
  system: "tempo",
  targetLabels: {
    cluster,
    job: oneOf("tempo"),
    instance: { bound: 30, examples: ["tempo-0"], reason: "replicas, by pod" },
  },
  record: new URL("recorded/tempo-2.10.8.json", import.meta.url),
  knowledge: {},
});
