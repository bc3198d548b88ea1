/** Raft, as far as its metrics show it (https://raft.github.io/raft.pdf): terms, a leader, a log that is compacted. */
import type { Random } from "../engine/random.ts";
import type { ButterflyConditions } from "./conditions.ts";
import { type Membership, raftGroup } from "./membership.ts";
import { type ButterflyNode, coordinators } from "./nodes.ts";

/** What a coordinator knows. */
interface Voter {
  readonly term: number;
  readonly commitIndex: number;
  readonly appliedIndex: number;
  readonly logEntries: number;
}

/** What happened in a step. */
export interface ConsensusMoment {
  /** The leader; undefined where there is no majority. */
  readonly leader: ButterflyNode | undefined;
  /** The coordinators that commit together. */
  readonly group: readonly ButterflyNode[];
  /** Seconds that each election of the step took. */
  readonly elections: readonly number[];
  /** By the name of the coordinator. */
  readonly voters: ReadonlyMap<string, Voter>;
  /** Heartbeats that the leader sent in vain. */
  readonly lostHeartbeats: readonly { readonly from: string; readonly to: string; readonly count: number }[];
}

const COMMITS_PER_SECOND = 12;
/** Entries after which the log is compacted to {@link KEPT_ENTRIES}. */
const COMPACTED_AT = 20_000;
const KEPT_ENTRIES = 5_000;
const HEARTBEATS_PER_SECOND = 2;

/** Follows a Raft group through time. */
export class Consensus {
  #leader: ButterflyNode | undefined = coordinators[0];
  #term = 7;
  #commitIndex = 48_000;
  #compactedTo = 40_000;
  /** Entries that the leader took and has not committed. */
  #uncommitted = 0;
  #lastElection = Number.NEGATIVE_INFINITY;
  readonly #voters = new Map<string, Voter>();

  step(
    time: number,
    seconds: number,
    membership: Membership,
    conditions: ButterflyConditions,
    random: Random,
  ): ConsensusMoment {
    const group = raftGroup(membership);
    const leaderLost = this.#leader === undefined || !group.includes(this.#leader);
    const stormy = conditions.electionEvery > 0 && time - this.#lastElection >= conditions.electionEvery;
    const elections = group.length > 0 && (leaderLost || stormy) ? [this.#elect(time, group, random)] : [];
    if (group.length === 0) this.#leader = undefined;
    else this.#take(random.count(COMMITS_PER_SECOND * seconds), conditions);
    for (const { name } of group) {
      const commitIndex = this.#commitIndex - (conditions.commitLag[name] ?? 0);
      this.#voters.set(name, {
        term: this.#term,
        commitIndex,
        // Each applies a moment later than it commits.
        appliedIndex: commitIndex - (conditions.applyLag[name] ?? 0) - random.count(1),
        logEntries: commitIndex + this.#uncommitted - this.#compactedTo,
      });
    }
    return {
      leader: this.#leader,
      group,
      elections,
      voters: this.#voters,
      lostHeartbeats: this.#lostHeartbeats(membership, seconds, random),
    };
  }

  /** Gives the group another leader, where it has another, and says how many seconds that took. */
  #elect(time: number, group: readonly ButterflyNode[], random: Random): number {
    const others = group.filter((node) => node !== this.#leader);
    this.#leader = others[Math.floor(random.next() * others.length)] ?? group[0];
    this.#term += 1;
    this.#lastElection = time;
    return random.around(0.6, 0.3);
  }

  #take(entries: number, { commits }: ButterflyConditions): void {
    this.#uncommitted += entries;
    if (commits === "stalled") return;
    this.#commitIndex += this.#uncommitted;
    this.#uncommitted = 0;
    if (this.#commitIndex - this.#compactedTo > COMPACTED_AT) this.#compactedTo = this.#commitIndex - KEPT_ENTRIES;
  }

  #lostHeartbeats({ known, link }: Membership, seconds: number, random: Random): ConsensusMoment["lostHeartbeats"] {
    const leader = this.#leader;
    if (leader === undefined) return [];
    return known
      .filter((node) => node.role === "coordinator" && link(leader, node) === "down")
      .map(({ name }) => ({ from: leader.name, to: name, count: random.count(HEARTBEATS_PER_SECOND * seconds) }));
  }
}
