/** What Thanos' servers tell of themselves, each kind by its own record. */
import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

function catalogueOf(kind: string, ...jobs: readonly [string, ...string[]]): Catalogue {
  return recordedCatalogue({
    system: `thanos-${kind}`,
    targetLabels: {
      cluster,
      job: oneOf(...jobs),
      instance: { bound: 60, examples: [`${jobs[0]}-0`], reason: "replicas, by pod" },
    },
    record: new URL(`recorded/thanos-${kind}-0.42.4.json`, import.meta.url),
    knowledge: {},
  });
}

/** Receive: what takes samples. Routers and ingestors are one program, and expose what their part in it calls for. */
export const receiveCatalogue: Catalogue = catalogueOf("receive", "thanos-receive", "thanos-receive-router");

/** The other servers. */
export const furtherCatalogues: readonly Catalogue[] = [
  catalogueOf("store", "thanos-store"),
  catalogueOf("compactor", "thanos-compactor"),
  catalogueOf("query", "thanos-query"),
  catalogueOf("query-frontend", "thanos-query-frontend"),
  catalogueOf("ruler", "thanos-ruler"),
];
