import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../selectors.ts";
import { allocatable, atWork, pools, reserved } from "./queries.ts";

/** How many GPUs there were, and where. */
export function poolsBands(): Band[] {
  return [
    { title: "Pools", height: 9, panels: [overTime(), byPool()] },
    { height: 6, panels: [drivers()] },
  ];
}

const overTime = () =>
  timeseries({
    id: 5,
    title: "GPUs over time",
    description:
      "GPUs that there are, that pods hold, and that are at work: half a GPU's cycles count half.\n\n**Good:** three lines close together. **Otherwise:** the gap between the first two is what nobody asked for, that between the last two is what somebody holds and does not use.",
    unit: "short",
    series: "lines",
    queries: [
      { expr: `sum(${allocatable})`, legend: "There" },
      { expr: `sum(${reserved})`, legend: "Reserved" },
      { expr: `sum(${atWork})`, legend: "At work" },
    ],
  });

const by = "cluster, label_aiobs_pool, label_node_kubernetes_io_instance_type";

/** The sum over the nodes of each pool. */
function ofPool(perNode: string): string {
  return `sum by (${by}) ((${perNode}) * on (cluster, node) group_left (label_aiobs_pool, label_node_kubernetes_io_instance_type) ${pools})`;
}

/** The work of a node, by the name that Kubernetes has for it. */
const workOfNode = `label_replace(sum by (cluster, instance) (${atWork}), "node", "$1", "instance", "(.+)")`;

/** The nodes with each driver, a series a pool and driver. */
const nodesByDriver = `count by (cluster, label_aiobs_pool, DCGM_FI_DRIVER_VERSION) (label_replace(group by (cluster, instance, DCGM_FI_DRIVER_VERSION) (DCGM_FI_DEV_FB_USED{${inCluster}}), "node", "$1", "instance", "(.+)") * on (cluster, node) group_left (label_aiobs_pool) ${pools})`;

const drivers = () =>
  table({
    id: 11,
    title: "Drivers",
    description:
      "Nodes of each pool by the version of NVIDIA's driver that they run.\n\n**Good:** one line a pool. **Otherwise:** the pool is being updated, or GpuDriversDiffer will tell of it: jobs over several nodes need one driver.",
    labels: [
      { label: "label_aiobs_pool", title: "Pool" },
      { label: "DCGM_FI_DRIVER_VERSION", title: "Driver", width: 125 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [{ title: "Nodes", unit: "locale", decimals: 0, expr: nodesByDriver }],
  });

const byPool = () =>
  table({
    id: 6,
    title: "Pools and machines",
    description:
      "GPUs of each pool and type of machine; nodes that this program did not make have no pool.\n\n**Good:** reserved near all, at work near reserved. **Otherwise:** a pool that nobody uses can be smaller; one whose GPUs idle has the wrong tenants.",
    labels: [
      { label: "label_aiobs_pool", title: "Pool" },
      { label: "label_node_kubernetes_io_instance_type", title: "Machine", width: 125 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "GPUs", unit: "locale", decimals: 0, expr: ofPool(allocatable) },
      {
        title: "Reserved",
        unit: "locale",
        decimals: 0,
        expr: ofPool(`sum by (cluster, node) (${reserved})`),
      },
      { title: "At work", unit: "short", decimals: 1, expr: ofPool(`sum by (cluster, node) (${workOfNode})`) },
    ],
  });
