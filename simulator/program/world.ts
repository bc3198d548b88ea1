import { computeNodes, GPUS_OF_NODE } from "../butterfly/nodes.ts";
import { ButterflySystem } from "../butterfly/system.ts";
import { type Catalogues, familiesOf } from "../engine/families.ts";
import type { Target } from "../engine/target.ts";
import { gpusOf } from "../gpu/gpus.ts";
import { GpuSystem } from "../gpu/system.ts";
import { MachineSystem } from "../machines/system.ts";
import { MaestroSystem } from "../maestro/system.ts";
import { conditionsAt, type Scenario } from "../scenarios/scenario.ts";

/** How a world is made. */
export interface WorldOptions {
  /** Decides every number that is left to chance. */
  readonly seed: number;
  /** When its first step ends, in seconds since 1970. */
  readonly start: number;
  /** Seconds of a step: what happens within is added up. */
  readonly step: number;
  readonly scenario: Scenario;
}

/**
 * All simulated systems, stepped through time together. The same catalogues and options give the same samples at the same
 * time.
 */
export class World {
  readonly #butterfly: ButterflySystem;
  readonly #gpus: GpuSystem;
  readonly #machines: MachineSystem;
  readonly #maestro: MaestroSystem;
  readonly #step: number;
  #time: number;
  #scenario: Scenario;
  /** When the scenario began. */
  #since: number;

  constructor(catalogues: Catalogues, { seed, start, step, scenario }: WorldOptions) {
    const gpus = gpusOf(
      computeNodes.map(({ name }) => name),
      GPUS_OF_NODE,
    );
    this.#butterfly = new ButterflySystem(familiesOf(catalogues, "butterfly"), seed);
    this.#gpus = new GpuSystem(familiesOf(catalogues, "gpu"), gpus, seed);
    this.#machines = new MachineSystem(catalogues, gpus);
    this.#maestro = new MaestroSystem(familiesOf(catalogues, "maestro"), seed);
    this.#step = step;
    this.#time = start - step;
    this.#since = start;
    this.#scenario = scenario;
    this.#advance();
  }

  /** The end of the last step, in seconds since 1970. */
  get time(): number {
    return this.#time;
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  /** Everything that Prometheus may scrape. */
  get targets(): readonly Target[] {
    return [this.#butterfly, this.#gpus, this.#machines, this.#maestro].flatMap(({ targets }) => [...targets.values()]);
  }

  /** Begins another scenario, now. */
  play(scenario: Scenario): void {
    this.#scenario = scenario;
    this.#since = this.#time;
  }

  /** Takes all steps that end by `time`, in seconds since 1970. */
  advanceTo(time: number): void {
    while (this.#time + this.#step <= time) this.#advance();
  }

  #advance(): void {
    const seconds = this.#step;
    this.#time += seconds;
    const { butterfly, gpu, machines, maestro } = conditionsAt(this.#scenario, this.#time - this.#since);
    const moment = this.#butterfly.step(this.#time, seconds, butterfly);
    const demand = (pod: string) => moment.work.nodes.get(pod)?.utilisation ?? 0;
    this.#butterfly.expose(moment, this.#gpus.step(this.#time, seconds, demand, gpu));
    this.#machines.step(machines);
    this.#maestro.step(this.#time, seconds, maestro);
  }
}
