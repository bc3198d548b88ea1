import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";

/** Checkpoints that a node keeps, and under whose numbers it tells of their sizes. */
const KEPT = 10;
const SECONDS_OF_PHASE = { snapshot: 2, write: 12, verify: 4 } as const;
const CHECKPOINT_BYTES = 4e9;
/** Seconds from one attempt to recover to the next, and from one look at another's state to the next. */
const RECOVERY_EVERY = 60;
const COMPARED_EVERY = 120;

/** What a node says of its checkpoints and recoveries. */
export function exposeCheckpoints(series: TargetSeries, moment: NodeMoment): void {
  const { node, work, membership, conditions, time, seconds, random } = moment;
  exposeDivergence(series, moment);
  if (node.role === "observer") return;
  const own = { node_id: node.name };
  const asked = work.nodes.get(node.name)?.checkpoint;
  const isStalled = conditions.stalledCheckpoints.includes(node.name);
  const failures = work.nodes.get(node.name)?.failedCheckpoints ?? 0;
  const made = asked?.succeeded ?? 0;
  const failed = asked?.failed.timeout ?? 0;
  series.set("butterfly_checkpoint_count", { ...own, status: "pending" }, isStalled || made + failed > 0 ? 1 : 0);
  series.set("butterfly_checkpoint_count", { ...own, status: "complete" }, KEPT);
  series.set("butterfly_checkpoint_count", { ...own, status: "failed" }, failures);
  for (const [phase, median] of Object.entries(SECONDS_OF_PHASE)) {
    // What fails, fails as it is written.
    const count = phase === "snapshot" ? made + failed : made;
    const seconds = { median: median * conditions.slowCheckpoints, spread: 0.3 };
    series.observe("butterfly_checkpoint_duration_seconds", { ...own, phase }, count, seconds);
  }
  const checkpoint_id = `ckpt_${String(Math.floor(time / 300) % KEPT).padStart(3, "0")}`;
  series.observe("butterfly_checkpoint_size_bytes", { ...own, checkpoint_id }, made, {
    median: CHECKPOINT_BYTES,
    spread: 0.1,
  });
  const triesInVain = conditions.failingRecovery.includes(node.name);
  const vain = triesInVain ? random.count(seconds / RECOVERY_EVERY) : 0;
  const recovered = membership.restarted.has(node.name) ? 1 : 0;
  for (const outcome of ["success", "partial", "failed"]) {
    const count = outcome === "success" ? recovered : outcome === "failed" ? vain : 0;
    series.add("butterfly_recovery_attempts_total", { ...own, outcome }, count);
  }
  series.observe("butterfly_recovery_duration_seconds", own, recovered, { median: 25, spread: 0.2 });
}

/** Each pair is told of by the node that comes first in its name. */
function exposeDivergence(series: TargetSeries, { node, membership, conditions, random, seconds }: NodeMoment): void {
  const { diverged } = conditions;
  for (const peer of membership.known.slice(membership.known.indexOf(node) + 1)) {
    const differs = diverged.includes(node.name) !== diverged.includes(peer.name);
    const found = differs ? random.count(seconds / COMPARED_EVERY) : 0;
    series.add("butterfly_state_divergence_detected_total", { node_id_pair: `${node.name}_${peer.name}` }, found);
  }
}
