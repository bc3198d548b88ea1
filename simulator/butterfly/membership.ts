/** Who is there, and who reaches whom. */
import type { ButterflyConditions } from "./conditions.ts";
import { type ButterflyNode, butterflyNodes, coordinators } from "./nodes.ts";

/** Seconds that a node which came back needs to catch up. */
const RECOVERY = 60;

/** The nodes of a moment. */
export interface Membership {
  /** Nodes that discovery knows. */
  readonly known: readonly ButterflyNode[];
  /** Those that answer Prometheus. */
  readonly answering: readonly ButterflyNode[];
  /** How many of the known nodes the cluster counts in each state. */
  readonly states: Readonly<Record<"active" | "degraded" | "recovering", number>>;
  /** Names of the nodes that came back in this step: their counters begin anew. */
  readonly restarted: ReadonlySet<string>;
  /** Whether two nodes' link works; undefined where they have none. */
  readonly link: (from: ButterflyNode, to: ButterflyNode) => "up" | "down" | undefined;
}

/** Follows the nodes through time. */
export class Members {
  readonly #missingSince = new Map<string, number>();
  readonly #backSince = new Map<string, number>();

  /** The nodes at `time`, in seconds. */
  step(time: number, conditions: ButterflyConditions): Membership {
    const known = butterflyNodes.filter(({ name }) => !conditions.departed.includes(name));
    const restarted = new Set<string>();
    for (const { name } of known) {
      if (conditions.dead.includes(name)) {
        this.#missingSince.set(name, time);
      } else if (this.#missingSince.delete(name)) {
        restarted.add(name);
        this.#backSince.set(name, time);
      }
    }
    const isDead = ({ name }: ButterflyNode) => conditions.dead.includes(name);
    const isLost = (node: ButterflyNode) => isDead(node) || conditions.cutOff.includes(node.name);
    const isRecovering = ({ name }: ButterflyNode) =>
      time - (this.#backSince.get(name) ?? Number.NEGATIVE_INFINITY) < RECOVERY;
    const degraded = known.filter(isLost).length;
    const recovering = known.filter((node) => !isLost(node) && isRecovering(node)).length;
    return {
      known,
      answering: known.filter((node) => !isDead(node)),
      states: { active: known.length - degraded - recovering, degraded, recovering },
      restarted,
      link: (from, to) => {
        if (!known.includes(from) || !known.includes(to) || !areLinked(from, to, conditions.topology)) return undefined;
        return isLost(from) || isLost(to) || isCut(from, to, conditions) ? "down" : "up";
      },
    };
  }
}

function areLinked(a: ButterflyNode, b: ButterflyNode, topology: ButterflyConditions["topology"]): boolean {
  if (a === b) return false;
  if (topology === "mesh") return true;
  if (a.role === "compute" && b.role === "compute") return Math.abs(a.index - b.index) === 1;
  const [compute] = [a, b].filter(({ role }) => role === "compute");
  return compute === undefined || compute.index === 0;
}

function isCut(a: ButterflyNode, b: ButterflyNode, { cutLinks }: ButterflyConditions): boolean {
  return cutLinks.some((ends) => ends.includes(a.name) && ends.includes(b.name));
}

/** The coordinators that reach each other and are a majority: the Raft group that commits. Empty where there is none. */
export function raftGroup({ answering, link }: Membership): readonly ButterflyNode[] {
  const voters = answering.filter(({ role }) => role === "coordinator");
  const group = voters.filter(
    (node) => voters.filter((peer) => peer === node || link(node, peer) === "up").length > coordinators.length / 2,
  );
  return group.length > coordinators.length / 2 ? group : [];
}
