import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

const username: Label = { bound: 100, examples: ["gpu-eu"], reason: "edges, by the name of their cluster" };

/** What the gate tells of itself and of the edges. */
export const edgesCatalogue: Catalogue = recordedCatalogue({
  system: "edges",
  targetLabels: {
    cluster,
    job: oneOf("edge-gate"),
    instance: { bound: 20, examples: ["edge-gate-0"], reason: "replicas, by pod" },
  },
  record: new URL("recorded/vmauth-1.148.0.json", import.meta.url),
  knowledge: { labels: { username } },
});
