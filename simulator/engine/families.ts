/**
 * The metrics that targets expose, as far as the simulator must know them: the catalogues of `mixins/`, as plain JSON. The
 * deployed program reads them from a file beside it, the command line makes them from the mixins.
 */

/** One metric. */
export interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** Names of its labels, in the order in which they are written. */
  readonly labels: readonly string[];
  /** Those of them that a series may lack. */
  readonly optional: readonly string[];
  /** A histogram's buckets, rising, without +Inf. */
  readonly buckets: readonly Bucket[];
}

/** One bucket of a histogram. */
export interface Bucket {
  /** Its upper bound, in the metric's unit. */
  readonly bound: number;
  /** The same as Prometheus stores it in the label `le`. */
  readonly le: string;
}

/** The metrics of each simulated system, by its name. */
export type Catalogues = Readonly<Record<string, readonly Family[]>>;

/**
 * The metrics of one system.
 * @throws {Error} when the catalogues have no such system.
 */
export function familiesOf(catalogues: Catalogues, system: string): readonly Family[] {
  const families = catalogues[system];
  if (families === undefined) {
    throw new Error(`there is no catalogue of ${system}; there are ${Object.keys(catalogues).join(", ")}`);
  }
  return families;
}
