/** How many series a gate brings, as it was scraped with two edges: what it says of each, and of itself whatever there is of them. */
import { jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

/** What of the gates' sizes their series follow from. */
export interface GateSizes {
  readonly replicas: number;
  readonly edges: number;
}

/** Series of one gate for each edge. */
const SERIES_OF_EDGE = 15;

/** The series of the gates. */
export function gateSeries(sizes: GateSizes): readonly JobSeries[] {
  const families = {
    "vmauth_*": ({ replicas, edges }: GateSizes) => replicas * (30 + edges * SERIES_OF_EDGE),
    "vm_*": ({ replicas }: GateSizes) => replicas * 80,
    flag: ({ replicas }: GateSizes) => replicas * 80,
    "go_*, process_*": ({ replicas }: GateSizes) => replicas * 140,
  };
  return [jobOfFamilies("edge-gate", sizes.replicas, 12, families, sizes)];
}
