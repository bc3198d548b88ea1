/**
 * The labels that Butterfly's metrics share, each with its bound. Bounds are those of the metrics specification ("Label
 * Cardinality Guidelines"); where it gives none, `reason` says where the number comes from.
 *
 * A label that a metric and its targets both carry (`node_id`, `node_role`) is one label: the metric's own bound counts.
 */
import type { Label } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";

/** Nodes of one cluster at worst, as specified for `node_id`. */
const NODES = 1000;

/** A Raft group of seven voters bears three losses; more voters only slow the commits down. */
const COORDINATORS = 7;

/** Pairs of nodes, each counted once. */
const NODE_PAIRS = (NODES * (NODES - 1)) / 2;

/** The labels every Butterfly series gets from its target. All but `cluster` and `job` follow from `instance`. */
export const targetLabels: Readonly<Record<string, Label>> = {
  cluster: { bound: 1, examples: ["butterfly-prod"], reason: "bounds are per cluster" },
  job: oneOf("butterfly-coordinators", "butterfly-compute-nodes", "butterfly-observers"),
  instance: { bound: NODES, examples: ["compute-node-42:9090"], reason: "one target a node" },
  node_id: { bound: NODES, examples: ["coordinator-1", "compute-node-42"] },
  node_role: oneOf("coordinator", "compute", "observer"),
};

/** Any node. */
export const nodeId: Label = { bound: NODES, examples: ["compute-node-1", "compute-node-42"] };

/** A node that takes part in Raft. */
export const coordinatorId: Label = {
  bound: COORDINATORS,
  examples: ["coordinator-1", "coordinator-2"],
  reason: "coordinators alone: a Raft group has 3, 5 or 7 voters",
};

/** The node that reports a connection: one value a target, so it adds nothing to the series of one target. */
export const fromNode: Label = {
  bound: NODES,
  examples: ["compute-node-1"],
  reason: "any node; it is the node that reports",
};

/** The far end of a connection. */
export const toNode: Label = {
  bound: NODES,
  examples: ["compute-node-2"],
  reason: "any node: in a full mesh a node has a connection to each other one",
};

/** Two nodes joined by an underscore. */
export const nodePair: Label = {
  bound: NODE_PAIRS,
  examples: ["node1_node2"],
  reason: "each unordered pair of 1000 nodes",
};

/** The roles that serve requests: observers only look on. */
export const servingRole = oneOf("coordinator", "compute");

/** The methods that do work: a health check is counted, never timed. */
export const workMethod = oneOf("inference", "checkpoint");

/** The model served. */
export const model: Label = { bound: 20, examples: ["llama-70b", "gpt-4"] };

/** The index of a model's layer. */
export const layerId: Label = { bound: 200, examples: ["0", "199"] };

/** The index of a GPU in its node. */
export const gpuId: Label = {
  bound: 8,
  examples: ["0", "7"],
  reason: "the largest common node has 8 GPUs; the specification bounds devices by about 10",
};

/** The transport of a connection. */
export const protocol = oneOf("quic", "grpc");

/** What a message between nodes carries. */
export const messageType = oneOf("tensor", "checkpoint", "consensus", "heartbeat");

/** A task's identifier: unbounded by nature, so no rule and no panel groups by it. */
export const taskId: Label = {
  bound: 100,
  examples: ["task_001"],
  reason: "unbounded; counted as the 100 tasks that a node may queue before it alerts. To be dropped at the source",
};
