import type { TargetSeries } from "../engine/target-series.ts";
import type { ButterflyConditions } from "./conditions.ts";
import type { NodeMoment } from "./moment.ts";
import { type ButterflyNode, computeNodes } from "./nodes.ts";
import type { NodeWork } from "./work.ts";

/** Tasks under whose names a node tells of what they wait for. */
const TASKS = 4;

/** What a node says of tasks, barriers, clocks and dependencies. */
export function exposeCoordination(series: TargetSeries, moment: NodeMoment): void {
  const { node, work, conditions } = moment;
  exposeSkew(series, moment);
  const done = work.nodes.get(node.name);
  if (done === undefined || node.role === "observer") return;
  const own = { node_id: node.name };
  series.set("butterfly_tasks_queued", own, done.queued);
  if (node.role === "coordinator") exposeAssignment(series, moment);
  else exposeTasks(series, node, done, conditions);
}

function exposeTasks(
  series: TargetSeries,
  node: ButterflyNode,
  done: NodeWork,
  { slowBarriers }: ButterflyConditions,
): void {
  const own = { node_id: node.name };
  const { succeeded, failed } = done.inference;
  const errors = failed.network_error ?? 0;
  series.add("butterfly_tasks_completed_total", { ...own, status: "success" }, succeeded);
  series.add("butterfly_tasks_completed_total", { ...own, status: "error" }, errors);
  series.add("butterfly_tasks_completed_total", { ...own, status: "timeout" }, 0);
  const waits = { median: 0.004, spread: 0.8 };
  const barrier_id = `barrier_${node.index + 1}`;
  const atBarrier = { ...waits, median: waits.median * slowBarriers };
  series.observe("butterfly_barrier_wait_duration_seconds", { barrier_id, ...own }, succeeded, atBarrier);
  for (let task = 0; task < TASKS; task++) {
    const task_id = `task_${String(task + 1).padStart(3, "0")}`;
    const count = Math.floor(succeeded / TASKS) + (task < succeeded % TASKS ? 1 : 0);
    series.observe("butterfly_dependency_wait_duration_seconds", { task_id, ...own }, count, waits);
  }
}

/** The leader assigns tasks; what a node was to do that is lost goes to another. */
function exposeAssignment(
  series: TargetSeries,
  { node, work, consensus, membership, random, seconds, conditions }: NodeMoment,
): void {
  const leads = consensus.leader === node;
  let assignedToAll = 0;
  for (const worker of computeNodes) {
    if (!membership.known.includes(worker)) continue;
    const inference = work.nodes.get(worker.name)?.inference;
    const assigned = leads && inference !== undefined ? inference.succeeded + (inference.failed.network_error ?? 0) : 0;
    assignedToAll += assigned;
    series.add("butterfly_tasks_assigned_total", { from_coordinator: node.name, to_node: worker.name }, assigned);
  }
  const lost = computeNodes.some(
    (worker) => membership.known.includes(worker) && !membership.answering.includes(worker),
  );
  const reassigned = {
    node_failure: leads && lost ? random.count(seconds / 30) : 0,
    timeout: random.share(assignedToAll, conditions.reassigned),
    overload: 0,
  };
  for (const [reason, count] of Object.entries(reassigned)) {
    series.add("butterfly_task_reassignments_total", { reason }, count);
  }
}

/** Each pair is told of by the node that comes first in its name. */
function exposeSkew(series: TargetSeries, { node, membership, conditions, random }: NodeMoment): void {
  const ahead = (name: string) => conditions.clockAhead[name] ?? 0;
  for (const peer of membership.known.slice(membership.known.indexOf(node) + 1)) {
    const skew = ahead(node.name) - ahead(peer.name) + 0.0002 * random.normal();
    series.set("butterfly_synchronization_skew_seconds", { node_pair: `${node.name}_${peer.name}` }, skew);
  }
}
