import type { Family } from "../engine/families.ts";
import { Random } from "../engine/random.ts";
import { Target } from "../engine/target.ts";
import type { GpuMoment } from "../gpu/gpus.ts";
import type { ButterflyConditions } from "./conditions.ts";
import { Consensus } from "./consensus.ts";
import { exposeByzantine } from "./expose-byzantine.ts";
import { exposeCheckpoints } from "./expose-checkpoints.ts";
import { exposeCommunication } from "./expose-communication.ts";
import { exposeComputation } from "./expose-computation.ts";
import { exposeConsensus } from "./expose-consensus.ts";
import { exposeCoordination } from "./expose-coordination.ts";
import { exposeRequests } from "./expose-requests.ts";
import { exposeResources } from "./expose-resources.ts";
import { Members } from "./membership.ts";
import type { ButterflyMoment } from "./moment.ts";
import { butterflyNodes } from "./nodes.ts";
import { Reputations } from "./trust.ts";
import { Work } from "./work.ts";

const exposures = [
  exposeRequests,
  exposeConsensus,
  exposeComputation,
  exposeCommunication,
  exposeResources,
  exposeCheckpoints,
  exposeCoordination,
  exposeByzantine,
];

/** A Butterfly cluster: its model, stepped through time, and a target for each of its nodes. */
export class ButterflySystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #seed: number;
  readonly #members = new Members();
  readonly #consensus = new Consensus();
  readonly #work = new Work();
  readonly #reputations = new Reputations();

  /** @param families Butterfly's metrics. */
  constructor(families: readonly Family[], seed: number) {
    this.#seed = seed;
    this.targets = new Map(
      butterflyNodes.map(({ name, role, job }) => {
        const labels = { job, instance: `${name}:9090`, node_id: name, node_role: role };
        return [name, new Target(labels, families)];
      }),
    );
  }

  /**
   * One step of the model.
   * @param time its end, in seconds since 1970.
   */
  step(time: number, seconds: number, conditions: ButterflyConditions): Omit<ButterflyMoment, "gpus"> {
    const random = new Random(this.#seed, time, "butterfly");
    const membership = this.#members.step(time, conditions);
    const consensus = this.#consensus.step(time, seconds, membership, conditions, random);
    const work = this.#work.step(time, seconds, membership, consensus, conditions, random);
    const trust = this.#reputations.step(seconds, conditions, random);
    return { time, seconds, conditions, membership, consensus, work, trust };
  }

  /** Adds a step to what each node exposes. */
  expose(step: Omit<ButterflyMoment, "gpus">, gpus: readonly GpuMoment[]): void {
    const { known, answering, restarted } = step.membership;
    for (const node of butterflyNodes) {
      const target = this.targets.get(node.name);
      if (target === undefined) continue;
      target.state = answering.includes(node) ? "answers" : known.includes(node) ? "silent" : "gone";
      if (target.state !== "answers") continue;
      if (restarted.has(node.name)) target.series.restart();
      const random = new Random(this.#seed, step.time, node.name);
      for (const expose of exposures) expose(target.series, { ...step, gpus, node, random });
    }
  }
}
