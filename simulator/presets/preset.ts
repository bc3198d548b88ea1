import type { Random } from "../engine/random.ts";
import type { TargetSeries } from "../engine/target-series.ts";

/** One step of a simulated server. */
export interface ServerStep {
  /** Its end, in seconds since 1970. */
  readonly time: number;
  readonly seconds: number;
  readonly random: Random;
}

/** A server that a preset knows, simulated. */
export interface SimulatedServer<Fault extends string> {
  /** The preset, which names its catalogue. */
  readonly preset: string;
  readonly application: string;
  /** Names of its pods; the first is the one that faults are about. */
  readonly pods: readonly string[];
  readonly port: number;
  /** Adds a step to what a pod says. `faults`: what is the matter, of which it knows its own. */
  expose(series: TargetSeries, pod: string, step: ServerStep, faults: ReadonlySet<Fault>): void;
}
