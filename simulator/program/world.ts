import type { ButterflyMoment } from "../butterfly/moment.ts";
import { computeNodes, GPUS_OF_NODE } from "../butterfly/nodes.ts";
import { ButterflySystem } from "../butterfly/system.ts";
import { type Catalogues, familiesOf } from "../engine/families.ts";
import type { Target } from "../engine/target.ts";
import { gpusOf } from "../gpu/gpus.ts";
import { GpuSystem } from "../gpu/system.ts";
import type { LlmConditions } from "../llm/conditions.ts";
import { LLM_NAMESPACE, pods } from "../llm/models.ts";
import type { LlmMoment } from "../llm/platform.ts";
import { demandOf, LlmSystem } from "../llm/system.ts";
import { MachineSystem } from "../machines/system.ts";
import type { MaestroMoment } from "../maestro/platform.ts";
import { MaestroSystem } from "../maestro/system.ts";
import { PresetSystem } from "../presets/system.ts";
import { conditionsAt, type Scenario } from "../scenarios/scenario.ts";

/** A model of 70 billion parameters fills four GPUs. */
const GPUS_OF_VLLM = 4;

/** What happened in a step, beside what targets expose. */
export interface Happening {
  /** The end of the step, in seconds since 1970. */
  readonly time: number;
  readonly butterfly: Omit<ButterflyMoment, "gpus">;
  /** At each replica. */
  readonly maestro: readonly MaestroMoment[];
  readonly llm: LlmMoment;
  readonly spans: LlmConditions["spans"];
}

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
  readonly #llm: LlmSystem;
  readonly #presets: PresetSystem;
  readonly #step: number;
  #time: number;
  #scenario: Scenario;
  /** When the scenario began. */
  #since: number;
  #happening: Happening;

  constructor(catalogues: Catalogues, { seed, start, step, scenario }: WorldOptions) {
    const gpus = gpusOf([
      ...computeNodes.map(({ name }) => ({ pod: name, namespace: "butterfly", gpus: GPUS_OF_NODE })),
      { pod: pods.vllm, namespace: LLM_NAMESPACE, gpus: GPUS_OF_VLLM },
    ]);
    this.#butterfly = new ButterflySystem(familiesOf(catalogues, "butterfly"), seed);
    this.#gpus = new GpuSystem(familiesOf(catalogues, "gpu"), gpus, seed);
    this.#machines = new MachineSystem(catalogues, gpus);
    this.#maestro = new MaestroSystem(familiesOf(catalogues, "maestro"), seed);
    this.#llm = new LlmSystem(catalogues, seed);
    this.#presets = new PresetSystem(catalogues, seed);
    this.#step = step;
    this.#time = start - step;
    this.#since = start;
    this.#scenario = scenario;
    this.#happening = this.#advance();
  }

  /** The end of the last step, in seconds since 1970. */
  get time(): number {
    return this.#time;
  }

  /** What happened in the last step. */
  get happening(): Happening {
    return this.#happening;
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  /** Everything that Prometheus may scrape. */
  get targets(): readonly Target[] {
    const systems = [this.#butterfly, this.#gpus, this.#machines, this.#maestro, this.#llm, this.#presets];
    return systems.flatMap(({ targets }) => [...targets.values()]);
  }

  /** Begins another scenario, now. */
  play(scenario: Scenario): void {
    this.#scenario = scenario;
    this.#since = this.#time;
  }

  /** Takes all steps that end by `time`, in seconds since 1970. */
  advanceTo(time: number): void {
    while (this.#time + this.#step <= time) this.#happening = this.#advance();
  }

  #advance(): Happening {
    const seconds = this.#step;
    this.#time += seconds;
    const { butterfly, gpu, machines, maestro, llm, presets } = conditionsAt(this.#scenario, this.#time - this.#since);
    const moment = this.#butterfly.step(this.#time, seconds, butterfly);
    const answers = this.#llm.step(this.#time, seconds, llm);
    const demand = (pod: string) => demandOf(pod, answers) ?? moment.work.nodes.get(pod)?.utilisation ?? 0;
    this.#butterfly.expose(moment, this.#gpus.step(this.#time, seconds, demand, gpu));
    this.#machines.step(machines);
    this.#presets.step(this.#time, seconds, presets);
    const requests = this.#maestro.step(this.#time, seconds, maestro);
    return { time: this.#time, butterfly: moment, maestro: requests, llm: answers, spans: llm.spans };
  }
}
