/** The GPUs of the simulated machines and what is physically true of them, whoever tells of it. */
import type { Random } from "../engine/random.ts";
import type { GpuConditions } from "./conditions.ts";

/** One GPU and whose it is. */
export interface Gpu {
  readonly node: string;
  /** Its index in its node. */
  readonly index: number;
  /** The pod that holds it, and where that runs. */
  readonly pod: string;
  readonly namespace: string;
  /** Its index as the pod counts. */
  readonly indexInPod: number;
}

/** A GPU at a moment. */
export interface GpuMoment extends Gpu {
  /** Share of its time in which it computes. */
  readonly utilisation: number;
  readonly celsius: number;
  readonly watts: number;
  readonly usedBytes: number;
  /** Share of the step in which it was slowed down for heat. */
  readonly throttled: number;
}

/** Machines with GPUs, each with this many. */
const GPUS_OF_MACHINE = 4;

/** Memory of a GPU: 80 GiB, as an H100 has (https://www.nvidia.com/en-us/data-center/h100/). */
export const GPU_BYTES = 80 * 2 ** 30;

/** From here on a GPU slows itself down. */
const THROTTLED_AT = 88;
const COOL = 34;
const HEAT_OF_LOAD = 38;
/** Seconds in which two thirds of a change of temperature are through. */
const INERTIA = 90;
const IDLE_WATTS = 75;
const WATTS_OF_LOAD = 560;

/** A pod with GPUs. */
export interface GpuPod {
  readonly pod: string;
  readonly namespace: string;
  readonly gpus: number;
}

/** The GPUs of pods, on machines that are filled one after another. */
export function gpusOf(pods: readonly GpuPod[]): readonly Gpu[] {
  return pods
    .flatMap(({ pod, namespace, gpus }) =>
      Array.from({ length: gpus }, (_, indexInPod) => ({ pod, namespace, indexInPod })),
    )
    .map((own, place) => ({
      ...own,
      node: `gpu-node-${Math.floor(place / GPUS_OF_MACHINE) + 1}`,
      index: place % GPUS_OF_MACHINE,
    }));
}

/** A GPU's name in conditions. */
export function gpuName({ node, index }: Gpu): string {
  return `${node}/${index}`;
}

/** Follows GPUs through time. */
export class Gpus {
  readonly #gpus: readonly Gpu[];
  readonly #celsius = new Map<string, number>();

  constructor(gpus: readonly Gpu[]) {
    this.#gpus = gpus;
  }

  /** @param demand share of its capacity that a pod uses, 0 to 1. */
  step(
    seconds: number,
    demand: (pod: string) => number,
    { heat, idlePods, fullMemory }: GpuConditions,
    random: Random,
  ): readonly GpuMoment[] {
    return this.#gpus.map((gpu) => {
      const name = gpuName(gpu);
      const isIdle = idlePods.includes(gpu.pod);
      const utilisation = isIdle ? 0 : Math.min(1, random.around(0.02 + 0.9 * demand(gpu.pod), 0.05));
      const target = COOL + HEAT_OF_LOAD * utilisation + (heat[name] ?? 0);
      const before = this.#celsius.get(name) ?? target;
      const celsius = target + (before - target) * Math.exp(-seconds / INERTIA);
      this.#celsius.set(name, celsius);
      return {
        ...gpu,
        utilisation,
        celsius: Math.round(celsius),
        watts: random.around(IDLE_WATTS + WATTS_OF_LOAD * utilisation, 0.02),
        // The model is loaded, whether it is asked or not; what it works on comes on top.
        usedBytes: Math.round(GPU_BYTES * (fullMemory.includes(name) ? 0.985 : 0.72 + 0.15 * utilisation)),
        throttled: Math.min(1, Math.max(0, (celsius - THROTTLED_AT) / 10)),
      };
    });
  }
}
