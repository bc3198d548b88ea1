/**
 * The few series that a graph shows of many, chosen once for the whole time range. `topk` alone chooses anew at each point:
 * the lines of all that were among the highest at some moment come out as a barcode.
 */

/** What is chosen from. */
export interface Candidates {
  /** How many are shown. */
  readonly count: number;
  /** The labels that tell the series apart, which the result of `of` has: `cluster, instance`. */
  readonly by: string;
  /** PromQL: a series for each. */
  readonly of: string;
}

/** The series that reach the highest values within the time range. */
export function highest({ count, by, of }: Candidates): string {
  return `(${of}) and on (${by}) topk(${count}, max_over_time((${of})[$__range:$__interval] @ end()))`;
}

/** The series that are lowest on average over the time range: a single moment at zero is nothing special. */
export function lowest({ count, by, of }: Candidates): string {
  return `(${of}) and on (${by}) bottomk(${count}, avg_over_time((${of})[$__range:$__interval] @ end()))`;
}
