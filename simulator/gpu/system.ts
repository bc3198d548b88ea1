import type { Family } from "../engine/families.ts";
import { Random } from "../engine/random.ts";
import { Target } from "../engine/target.ts";
import type { GpuConditions } from "./conditions.ts";
import { exposeGpu } from "./expose.ts";
import { type Gpu, type GpuMoment, Gpus, gpuName } from "./gpus.ts";

/** The machines' GPUs: their model, stepped through time, and the DCGM exporter of each machine. */
export class GpuSystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #seed: number;
  readonly #gpus: Gpus;

  /** @param families the DCGM exporter's metrics. */
  constructor(families: readonly Family[], gpus: readonly Gpu[], seed: number) {
    this.#seed = seed;
    this.#gpus = new Gpus(gpus);
    const machines = [...new Set(gpus.map(({ node }) => node))];
    this.targets = new Map(
      machines.map((node) => [node, new Target({ job: "dcgm-exporter", instance: node }, families)]),
    );
  }

  /**
   * One step.
   * @param demand share of its capacity that a pod uses, 0 to 1.
   * @returns the GPUs that the driver still shows.
   */
  step(
    time: number,
    seconds: number,
    demand: (pod: string) => number,
    conditions: GpuConditions,
  ): readonly GpuMoment[] {
    const gpus = this.#gpus.step(seconds, demand, conditions, new Random(this.#seed, time, "gpus"));
    for (const [node, target] of this.targets) {
      target.state = conditions.unwatched.includes(node) ? "silent" : "answers";
    }
    for (const gpu of gpus) {
      const target = this.targets.get(gpu.node);
      const random = new Random(this.#seed, time, gpuName(gpu));
      if (target?.state === "answers") exposeGpu(target.series, { seconds, gpu, conditions, random });
    }
    return gpus.filter((gpu) => !conditions.lost.includes(gpuName(gpu)));
  }
}
