import type { Band } from "../../kit/layout.ts";
import { narrowTo } from "../../kit/links.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { onNode } from "../selectors.ts";
import { faultsOfRange } from "./fault-queries.ts";

/** Which faults, whose. */
export function faultsBand(): Band {
  return { title: "Faults", height: 8, panels: [byType(), byNode(), merkle()] };
}

const ofType = (type: string) =>
  `sum(cluster_node_id_fault_type:butterfly_byzantine_faults_detected:increase1h{${onNode}, fault_type="${type}"})`;

const byType = () =>
  timeseries({
    id: 5,
    title: "Faults per hour by type",
    description:
      "Byzantine faults in the hour before each point, by type, each by the coordinator that counts most.\n\n**Good:** nothing drawn. **Otherwise:** *incorrect_result*: a GPU, memory, or another release; *invalid_signature*: keys; *merkle_mismatch*: state that differs.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      {
        expr: ofType("incorrect_result"),
        legend: "incorrect_result",
      },
      {
        expr: ofType("invalid_signature"),
        legend: "invalid_signature",
      },
      {
        expr: ofType("merkle_mismatch"),
        legend: "merkle_mismatch",
      },
    ],
  });

const byNode = () =>
  table({
    id: 6,
    title: "Faults by node",
    empty: "None",
    description:
      "Faults of the time range, by node and type. A click on a node shows this page for that node alone.\n\n**Good:** *None*. **Otherwise:** `node_id` may be the culprit or the one that detected: confirm by *Failure ratio by node* before a node is removed.",
    labels: [
      {
        label: "node_id",
        title: "Node",
        link: narrowTo("Show this node alone", "node", ["datasource", "cluster", "model", "interval"]),
      },
      { label: "fault_type", title: "Fault" },
    ],
    values: [
      {
        title: "Faults",
        unit: "locale",
        decimals: 0,
        thresholds: highIsBad({ red: 0.01 }),
        expr: `max by (node_id, fault_type) (${faultsOfRange}) > 0`,
      },
    ],
  });

const merkle = () =>
  timeseries({
    id: 7,
    title: "Merkle mismatches",
    description:
      "Differences between Merkle roots of nodes, per hour before each point, over all tasks of the chosen nodes.\n\n**Good:** 0. **Otherwise:** states differ: ButterflyStateDiverged and the checkpoints page say between whom.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `sum by (cluster) (increase(butterfly_merkle_root_mismatches_total{${onNode}}[1h]))`,
        legend: "{{cluster}}",
      },
    ],
  });
