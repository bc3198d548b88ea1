/** Who lies, and what the cluster thinks of it. */
import type { Random } from "../engine/random.ts";
import type { ButterflyConditions } from "./conditions.ts";
import { computeNodes } from "./nodes.ts";

/** A kind of fault, the check that finds it, and the failure that the check reports. */
export const FAULTS = [
  { fault: "incorrect_result", check: "result_comparison", failure: "result_divergence" },
  { fault: "invalid_signature", check: "signature", failure: "signature_invalid" },
  { fault: "merkle_mismatch", check: "merkle_tree", failure: "merkle_mismatch" },
] as const;

/** What was found of a node in a step. */
export interface Judgement {
  /** Faults of each kind, in the order of {@link FAULTS}. */
  readonly faults: readonly number[];
  /** 0 to 1. */
  readonly reputation: number;
}

/** What was found, by the name of the node. */
export type Trust = ReadonlyMap<string, Judgement>;

/** A fault takes this share of a reputation. */
const LOSS = 0.2;
/** Seconds in which two thirds of a lost reputation come back. */
const FORGIVENESS = 1800;
const GOOD_REPUTATION = 0.99;

/** Follows reputations through time. */
export class Reputations {
  readonly #reputation = new Map<string, number>();

  step(seconds: number, { faultsPerMinute }: ButterflyConditions, random: Random): Trust {
    return new Map(
      computeNodes.map(({ name }) => {
        const expected = ((faultsPerMinute[name] ?? 0) * seconds) / 60 / FAULTS.length;
        const faults = FAULTS.map(() => random.count(expected));
        const found = faults.reduce((sum, each) => sum + each, 0);
        const before = this.#reputation.get(name) ?? GOOD_REPUTATION;
        const healed = GOOD_REPUTATION - (GOOD_REPUTATION - before) * Math.exp(-seconds / FORGIVENESS);
        const reputation = healed * (1 - LOSS) ** found;
        this.#reputation.set(name, reputation);
        return [name, { faults, reputation }];
      }),
    );
  }
}
