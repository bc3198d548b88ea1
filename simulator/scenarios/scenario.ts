/** A scenario as data: what is the matter with which system, from when to when, and which alerts must say so. */
import { type ButterflyConditions, healthyButterfly } from "../butterfly/conditions.ts";
import { type GpuConditions, healthyGpus } from "../gpu/conditions.ts";

/** What is the matter with each system. */
export interface Conditions {
  readonly butterfly: ButterflyConditions;
  readonly gpu: GpuConditions;
}

/** Conditions of some systems, for a time. */
interface Change {
  /** Minutes after the scenario's start. */
  readonly from: number;
  readonly to: number;
  readonly butterfly?: Partial<ButterflyConditions>;
  readonly gpu?: Partial<GpuConditions>;
}

/** One course of events. */
export interface Scenario {
  /** What `--scenario` calls it. */
  readonly name: string;
  /** What happens, in one sentence. */
  readonly summary: string;
  /** How long it is worth watching: until all is well again. */
  readonly minutes: number;
  /** What happens when; later ones win. None: a healthy day. */
  readonly changes: readonly Change[];
  /** The alerts that must fire, by name; no other may. */
  readonly alerts: readonly string[];
}

/** What is the matter so many seconds after a scenario's start. */
export function conditionsAt({ changes }: Pick<Scenario, "changes">, seconds: number): Conditions {
  const present = changes.filter(({ from, to }) => from * 60 <= seconds && seconds < to * 60);
  return {
    butterfly: Object.assign({}, healthyButterfly, ...present.map(({ butterfly }) => butterfly)),
    gpu: Object.assign({}, healthyGpus, ...present.map(({ gpu }) => gpu)),
  };
}
