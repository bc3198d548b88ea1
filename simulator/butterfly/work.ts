/** What a Butterfly cluster does with its requests: what comes in, waits, is answered, and fails. */
import type { Random } from "../engine/random.ts";
import type { ButterflyConditions } from "./conditions.ts";
import type { ConsensusMoment } from "./consensus.ts";
import type { Membership } from "./membership.ts";
import { type ButterflyNode, computeNodes, LAYERS_OF_NODE } from "./nodes.ts";

/** Requests of one method at one node in a step. */
export interface Requests {
  readonly succeeded: number;
  /** By their type. */
  readonly failed: Readonly<Record<string, number>>;
  /** Median of the seconds that one took. */
  readonly median: number;
  readonly inFlight: number;
}

/** What a node did in a step. */
export interface NodeWork {
  readonly inference: Requests;
  readonly checkpoint: Requests;
  /** Checkpoints that failed since the last one that succeeded. */
  readonly failedCheckpoints: number;
  readonly healthChecks: number;
  /** Tasks that wait. */
  readonly queued: number;
  /** Share of its capacity in use, 0 to 1. */
  readonly utilisation: number;
}

/** What the cluster did in a step. */
export interface WorkMoment {
  /** By the name of the node; those that do not answer have none. */
  readonly nodes: ReadonlyMap<string, NodeWork>;
  /** Median of the seconds that a compute node spends on a layer, by its index. */
  readonly layerSeconds: ReadonlyMap<string, number>;
}

const REQUESTS_PER_SECOND = 30;
/** What a compute node can answer, so that all of them bear two and a half times the usual load. */
const ANSWERS_PER_SECOND = (REQUESTS_PER_SECOND * 2.5) / computeNodes.length;
const LAYER_SECONDS = 0.008;
/** Times that a request passes through the pipeline, a token after another, several at once. */
const PASSES = 4;
/** Requests that may wait; more are turned away. */
const LONGEST_QUEUE = 1800;
/** Requests in flight that clients keep up before they stop to ask. */
const MOST_HANGING = 400;
const USUAL_FAILURES = 0.0003;
/** Tasks that a node which is stuck holds. */
const HELD = 25;
/** Seconds from one checkpoint of a node to the next, and from one that failed to the next try. */
const CHECKPOINT_EVERY = 300;
const RETRY_EVERY = 120;

/** Follows the work of a cluster through time. */
export class Work {
  #waiting = 0;
  #hanging = 0;
  readonly #failedCheckpoints = new Map<string, number>();

  step(
    time: number,
    seconds: number,
    membership: Membership,
    consensus: ConsensusMoment,
    conditions: ButterflyConditions,
    random: Random,
  ): WorkMoment {
    const layerSeconds = layersAt(conditions);
    const service = PASSES * [...layerSeconds.values()].reduce((sum, each) => sum + each, 0);
    const slowdown = service / (PASSES * LAYER_SECONDS * computeNodes.length * LAYERS_OF_NODE);
    const workers = workersOf(membership, consensus).filter(({ name }) => !conditions.stuck.includes(name));
    const doors = consensus.group;
    const capacity = (ANSWERS_PER_SECOND * workers.length) / slowdown;
    const arrived = random.count(REQUESTS_PER_SECOND * rhythm(time) * conditions.load * seconds);
    const hangs = conditions.requests === "hang";
    const works = workers.length > 0 && isWhole(membership, conditions) && conditions.commits === "made";
    // Within a step requests are answered while others come: what is answered makes room.
    const room = LONGEST_QUEUE - this.#waiting + (hangs ? 0 : Math.floor(capacity * seconds));
    const taken = works ? Math.min(arrived, room) : 0;
    this.#hanging = hangs ? Math.min(MOST_HANGING, this.#hanging + taken) : 0;
    const answered = hangs ? 0 : Math.min(this.#waiting + taken, Math.floor(capacity * seconds));
    this.#waiting = hangs ? 0 : this.#waiting + taken - answered;
    const refused = hangs ? 0 : arrived - taken;
    const median = service + (capacity > 0 ? this.#waiting / capacity : 0);
    const utilisation = Math.min(1, capacity === 0 ? 0 : answered / (capacity * seconds));
    const nodes = new Map<string, NodeWork>();
    const portions = (total: number, among: readonly ButterflyNode[], node: ButterflyNode) =>
      portion(total, among.length, among.indexOf(node));
    for (const node of membership.answering) {
      const isDoor = node.role === "coordinator";
      const among = isDoor ? (doors.length > 0 ? doors : membership.answering.filter(isCoordinator)) : workers;
      const done = portions(answered, among, node);
      const failures = random.share(done, conditions.failing.includes(node.name) ? 0.9 : USUAL_FAILURES);
      const turnedAway = isDoor ? portions(refused, among, node) : 0;
      const inFlight = portions(this.#hanging, among, node) + Math.round((done / seconds) * median);
      const isStuck = conditions.stuck.includes(node.name);
      const checkpoint = checkpointRequests(node, time, seconds, conditions);
      nodes.set(node.name, {
        inference: {
          succeeded: done - failures,
          failed: { network_error: failures, timeout: turnedAway, oom: 0, byzantine_fault: 0 },
          median: isDoor ? median : median / 2,
          inFlight,
        },
        checkpoint,
        failedCheckpoints: this.#checkpointsFailed(node, checkpoint),
        healthChecks: Math.round(seconds / 5),
        // Coordinators hand tasks out and complete none.
        queued: isDoor
          ? 0
          : portions(this.#waiting, workers, node) + (answered > 0 ? random.count(2) : 0) + (isStuck ? HELD : 0),
        utilisation: isStuck ? 0 : node.role === "compute" ? utilisation : 0.1,
      });
    }
    return { nodes, layerSeconds };
  }

  #checkpointsFailed({ name }: ButterflyNode, { succeeded, failed }: Requests): number {
    const before = succeeded > 0 ? 0 : (this.#failedCheckpoints.get(name) ?? 0);
    const now = before + (failed.timeout ?? 0);
    this.#failedCheckpoints.set(name, now);
    return now;
  }
}

/** Of a total that is shared out, the part of one: the first ones get what is left over. */
function portion(total: number, among: number, index: number): number {
  if (index < 0 || among === 0) return 0;
  return Math.floor(total / among) + (index < total % among ? 1 : 0);
}

function isCoordinator({ role }: ButterflyNode): boolean {
  return role === "coordinator";
}

/** The compute nodes that the leader reaches, or that reach it through their neighbours. */
function workersOf({ answering, link }: Membership, { leader }: ConsensusMoment): readonly ButterflyNode[] {
  if (leader === undefined) return [];
  const workers = answering.filter(({ role }) => role === "compute");
  return workers.filter((node) => link(leader, node) === "up" || workers.some((peer) => link(node, peer) === "up"));
}

/** Whether each stage of a chain reaches the next: where the nodes are a mesh, others stand in. */
function isWhole({ link }: Membership, { topology }: ButterflyConditions): boolean {
  if (topology === "mesh") return true;
  return computeNodes.every((node, index) => {
    const next = computeNodes[index + 1];
    return next === undefined || link(node, next) === "up";
  });
}

function layersAt({ slowLayers }: ButterflyConditions): ReadonlyMap<string, number> {
  const layers = Array.from({ length: computeNodes.length * LAYERS_OF_NODE }, (_, layer) => String(layer));
  return new Map(layers.map((layer) => [layer, LAYER_SECONDS * (slowLayers[layer] ?? 1)]));
}

/** People work by day: a fifth more than on average at noon UTC, a fifth less at midnight. */
function rhythm(time: number): number {
  return 1 - 0.2 * Math.cos((2 * Math.PI * time) / 86_400);
}

function checkpointRequests(
  { name, role, index }: ButterflyNode,
  time: number,
  seconds: number,
  { failingCheckpoints, fullDisks }: ButterflyConditions,
): Requests {
  const fails = failingCheckpoints.includes(name) || fullDisks.includes(name);
  const every = fails ? RETRY_EVERY : CHECKPOINT_EVERY;
  // Each node at a time of its own.
  const past = time + 37 * index;
  const asked = role === "observer" ? 0 : Math.floor(past / every) - Math.floor((past - seconds) / every);
  return {
    succeeded: fails ? 0 : asked,
    failed: { timeout: fails ? asked : 0 },
    median: 2,
    inFlight: 0,
  };
}
