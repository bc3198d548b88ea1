/** What is asked of a stack, by what it is for. */

/** How far a stack must go. */
export interface Standards {
  /** `protected`: what holds data is neither deleted nor replaced. `disposable`: it goes with the stack. */
  readonly data: "disposable" | "protected";
  /** How many replicas there are of what loses data or alerts with its node: `pairs` bear one loss, `redundant` another one in an update. */
  readonly availability: "single" | "pairs" | "redundant";
  /** `shared`: others rely on it, so its cluster is named, its links can be followed and somebody hears its alerts. */
  readonly use: "personal" | "shared";
  /** The most GPUs that all node pools together may scale to. */
  readonly maxGpus: number;
}

/** The standards of environments that most organisations have. */
const wellKnown: ReadonlyMap<string, Standards> = new Map([
  ["local", { data: "disposable", availability: "single", use: "personal", maxGpus: 0 }],
  ["dev", { data: "protected", availability: "pairs", use: "shared", maxGpus: 8 }],
]);

/** What is asked of `prod`, and of an environment that is not known. */
const strictest: Standards = { data: "protected", availability: "redundant", use: "shared", maxGpus: 128 };

/** The standards of an environment by its name: those of `local` and `dev`, and of any other those of `prod`. */
export function standardsOf(environment: string): Standards {
  return wellKnown.get(environment) ?? strictest;
}
