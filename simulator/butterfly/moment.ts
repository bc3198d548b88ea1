/** A Butterfly cluster in one step of time: all that its metrics are made from. */
import type { Random } from "../engine/random.ts";
import type { GpuMoment } from "../gpu/gpus.ts";
import type { ButterflyConditions } from "./conditions.ts";
import type { ConsensusMoment } from "./consensus.ts";
import type { Membership } from "./membership.ts";
import type { ButterflyNode } from "./nodes.ts";
import type { Trust } from "./trust.ts";
import type { WorkMoment } from "./work.ts";

/** The cluster in a step. */
export interface ButterflyMoment {
  /** The end of the step, in seconds since 1970. */
  readonly time: number;
  /** Its length. */
  readonly seconds: number;
  readonly conditions: ButterflyConditions;
  readonly membership: Membership;
  readonly consensus: ConsensusMoment;
  readonly work: WorkMoment;
  readonly trust: Trust;
  readonly gpus: readonly GpuMoment[];
}

/** One node in a step: what a target's series are made from. */
export interface NodeMoment extends ButterflyMoment {
  readonly node: ButterflyNode;
  /** Chance that is this node's own. */
  readonly random: Random;
}
