/** The catalogues of the simulated systems as the simulator's program reads them: plain JSON. */
import { butterflyCatalogue } from "../mixins/butterfly/metrics.ts";
import { gpuCatalogue } from "../mixins/gpu/metrics.ts";
import type { Metric } from "../queries/catalogue.ts";
import { bucketValue } from "../queries/promql/bucket-value.ts";
import type { Catalogues, Family } from "./engine/families.ts";

/** Systems that are simulated whole: each metric of their catalogues is exposed. */
export const simulated = [butterflyCatalogue, gpuCatalogue] as const;

/**
 * Catalogues for the simulator.
 * @throws {Error} for a metric of a type that no simulated system has.
 */
export function simulatedCatalogues(): Catalogues {
  return Object.fromEntries(simulated.map(({ system, metrics }) => [system, metrics.map(family)]));
}

function family({ name, type, help, labels, buckets = [] }: Metric): Family {
  if (type === "summary" || type === "unknown") throw new Error(`${name} is a ${type}: the simulator makes none`);
  const optional = Object.entries(labels).filter(([, { presence }]) => presence === "sometimes");
  return {
    name,
    type,
    help,
    labels: Object.keys(labels),
    optional: optional.map(([label]) => label),
    buckets: buckets.map((bound) => ({ bound, le: bucketValue(bound) })),
  };
}
