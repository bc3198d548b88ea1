/** A scenario as data: what is the matter with which system, from when to when, and which alerts must say so. */
import { type ButterflyConditions, healthyButterfly } from "../butterfly/conditions.ts";
import { type GpuConditions, healthyGpus } from "../gpu/conditions.ts";
import { healthyLlm, type LlmConditions } from "../llm/conditions.ts";
import { healthyMachines, type MachineConditions } from "../machines/conditions.ts";
import { healthyMaestro, type MaestroConditions } from "../maestro/conditions.ts";
import { healthyPresets, type PresetConditions } from "../presets/system.ts";

/** What is the matter with each system. */
export interface Conditions {
  readonly butterfly: ButterflyConditions;
  readonly gpu: GpuConditions;
  readonly machines: MachineConditions;
  readonly maestro: MaestroConditions;
  readonly llm: LlmConditions;
  readonly presets: PresetConditions;
}

/** Conditions of some systems, for a time. */
export interface Change {
  /** `setting`: how the world of the scenario is made, nothing that goes wrong. Default: `fault`. */
  readonly kind?: "fault" | "setting";
  /** Minutes after the scenario's start. */
  readonly from: number;
  readonly to: number;
  readonly butterfly?: Partial<ButterflyConditions>;
  readonly gpu?: Partial<GpuConditions>;
  readonly machines?: Partial<MachineConditions>;
  readonly maestro?: Partial<MaestroConditions>;
  readonly llm?: Partial<LlmConditions>;
  readonly presets?: Partial<PresetConditions>;
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
  /** The objects that its alerts may name, by label: an alert that has the label and another value blames the wrong one. */
  readonly about?: Readonly<Record<string, readonly string[]>>;
  /** Minutes after which the fault is in full, as some of them see it: an alert's bound is counted from there. Default: 0. */
  readonly inFullAfter?: Readonly<Record<string, number>>;
}

/** What is the matter so many seconds after a scenario's start. */
export function conditionsAt({ changes }: Pick<Scenario, "changes">, seconds: number): Conditions {
  const present = changes.filter(({ from, to }) => from * 60 <= seconds && seconds < to * 60);
  return {
    butterfly: Object.assign({}, healthyButterfly, ...present.map(({ butterfly }) => butterfly)),
    gpu: Object.assign({}, healthyGpus, ...present.map(({ gpu }) => gpu)),
    machines: Object.assign({}, healthyMachines, ...present.map(({ machines }) => machines)),
    maestro: Object.assign({}, healthyMaestro, ...present.map(({ maestro }) => maestro)),
    llm: Object.assign({}, healthyLlm, ...present.map(({ llm }) => llm)),
    presets: Object.assign({}, healthyPresets, ...present.map(({ presets }) => presets)),
  };
}

/** Minutes after its start at which a scenario's fault begins and ends; undefined where nothing goes wrong. */
export function faultOf({
  changes,
}: Pick<Scenario, "changes">): { readonly from: number; readonly to: number } | undefined {
  const faults = changes.filter(({ kind }) => kind !== "setting");
  if (faults.length === 0) return undefined;
  return { from: Math.min(...faults.map(({ from }) => from)), to: Math.max(...faults.map(({ to }) => to)) };
}
