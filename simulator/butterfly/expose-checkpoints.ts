import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";

/** Checkpoints that a node keeps, and under whose numbers it tells of their sizes. */
const KEPT = 10;
const SECONDS_OF_PHASE = { snapshot: 2, write: 12, verify: 4 } as const;
const CHECKPOINT_BYTES = 4e9;

/** What a node says of its checkpoints and recoveries. */
export function exposeCheckpoints(series: TargetSeries, moment: NodeMoment): void {
  const { node, work, membership, conditions, time } = moment;
  exposeDivergence(series, moment);
  if (node.role === "observer") return;
  const own = { node_id: node.name };
  const asked = work.nodes.get(node.name)?.checkpoint;
  const fails = conditions.failingCheckpoints.includes(node.name) || conditions.fullDisks.includes(node.name);
  const made = asked?.succeeded ?? 0;
  const failed = asked?.failed.timeout ?? 0;
  series.set("butterfly_checkpoint_count", { ...own, status: "pending" }, fails ? 1 : made > 0 ? 1 : 0);
  series.set("butterfly_checkpoint_count", { ...own, status: "complete" }, fails ? KEPT - 1 : KEPT);
  series.set("butterfly_checkpoint_count", { ...own, status: "failed" }, fails ? 1 : 0);
  for (const [phase, median] of Object.entries(SECONDS_OF_PHASE)) {
    // What fails, fails as it is written.
    const count = phase === "snapshot" ? made + failed : made;
    series.observe("butterfly_checkpoint_duration_seconds", { ...own, phase }, count, { median, spread: 0.3 });
  }
  const checkpoint_id = `ckpt_${String(Math.floor(time / 300) % KEPT).padStart(3, "0")}`;
  series.observe("butterfly_checkpoint_size_bytes", { ...own, checkpoint_id }, made, {
    median: CHECKPOINT_BYTES,
    spread: 0.1,
  });
  const recovered = membership.restarted.has(node.name) ? 1 : 0;
  for (const outcome of ["success", "partial", "failed"]) {
    series.add("butterfly_recovery_attempts_total", { ...own, outcome }, outcome === "success" ? recovered : 0);
  }
  series.observe("butterfly_recovery_duration_seconds", own, recovered, { median: 25, spread: 0.2 });
}

/** Each pair is told of by the node that comes first in its name. */
function exposeDivergence(series: TargetSeries, { node, membership }: NodeMoment): void {
  for (const peer of membership.known.slice(membership.known.indexOf(node) + 1)) {
    series.add("butterfly_state_divergence_detected_total", { node_id_pair: `${node.name}_${peer.name}` }, 0);
  }
}
