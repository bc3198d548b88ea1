import type { Family } from "../engine/families.ts";
import { Random } from "../engine/random.ts";
import { Target } from "../engine/target.ts";
import type { MaestroConditions } from "./conditions.ts";
import { exposeMaestro } from "./expose.ts";
import { type MaestroMoment, Replica } from "./platform.ts";

const REPLICAS = ["maestro-api-1:8000", "maestro-api-2:8000"] as const;

/** A Maestro API of two replicas, stepped through time. */
export class MaestroSystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #seed: number;
  readonly #replicas: ReadonlyMap<string, Replica>;

  /** @param families Maestro's metrics. */
  constructor(families: readonly Family[], seed: number) {
    this.#seed = seed;
    this.targets = new Map(
      REPLICAS.map((instance) => [instance, new Target({ job: "maestro-api", instance }, families)]),
    );
    this.#replicas = new Map(REPLICAS.map((instance) => [instance, new Replica()]));
  }

  /**
   * One step, which ends at `time`.
   * @returns what happened at each replica.
   */
  step(time: number, seconds: number, conditions: MaestroConditions): readonly MaestroMoment[] {
    return [...this.#replicas].map(([instance, replica]) => {
      const random = new Random(this.#seed, time, instance);
      const series = this.targets.get(instance)?.series;
      const moment = replica.step(seconds, conditions, random);
      if (series !== undefined) exposeMaestro(series, { seconds, moment, conditions, random });
      return moment;
    });
  }
}
