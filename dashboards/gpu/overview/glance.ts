import { gpuLimits as limits } from "../../../mixins/gpu/limits.ts";
import { KNOWN_GPUS } from "../../../mixins/gpu/recordings.ts";
import { xidCodes } from "../../../mixins/gpu/xid-codes.ts";
import { inWords } from "../../../mixins/limit.ts";
import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { type StatSpec, stat } from "../../kit/panels/stat.ts";
import { anyIsYellow, highIsBad } from "../../kit/thresholds.ts";
import { gpuName, inCluster, ofGpu, oneGpu, onNode } from "../selectors.ts";
import { idle } from "./idle.ts";

/** The top: what is broken, then what there is and what it does. All of it speaks of now. */
export function glanceBands(): Band[] {
  return [
    { height: 4, panels: [lost(), xidErrors(), failingMemory(), heat()] },
    { height: 4, panels: [gpus(), busy(), idleGpus(), hottest()] },
  ];
}

/** What only warns, on a panel whose first value pages. */
function onlyWarns(...names: readonly string[]): NonNullable<StatSpec["overrides"]> {
  return names.map((name) => ({
    matcher: { id: "byName", options: name },
    properties: [{ id: "thresholds", value: anyIsYellow }],
  }));
}

const node = "cluster, instance";
const exporters = `up{${onNode}, job="dcgm-exporter"}`;
const onKubernetesNode = `${inCluster}, node=~"$instance", resource="nvidia_com_gpu"`;
const errorCounts = `DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}}`;
const memory = `DCGM_FI_DEV_FB_USED{${ofGpu}}`;

const fellOff = `count by (${node}) (max by (${oneGpu}) (max_over_time(DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}, xid="${xidCodes.lost}"}[5m])) > 0)`;
const before = `max by (${node}) (${KNOWN_GPUS}{${onNode}})`;
const present = `count by (${node}) (group by (${oneGpu}) (${memory})) or on (${node}) 0 * max by (${node}) (${exporters} == 1)`;

const lost = () =>
  stat({
    id: 1,
    title: "Lost GPUs",
    description:
      "GPUs that fell off the bus or vanished from the metrics since the node is up; nodes whose exporter does not answer; GPUs, or shares of them, that the scheduler may not give away.\n\n**Good:** three times 0. **Otherwise:** *Lost* GpuFellOffBus pages: the node needs a restart. *Not watched* GpuMetricsMissing: the driver hangs, or the exporter. *Not allocatable* GpuNotAllocatable: the device plugin calls them unhealthy, see *XID errors*.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: orZero(`sum(${fellOff} or on (${node}) clamp_min(${before} - on (${node}) (${present}), 0))`, exporters),
        legend: "Lost",
      },
      { expr: `sum(${exporters} == bool 0)`, legend: "Not watched" },
      {
        expr: `sum(max by (cluster, node) (kube_node_status_capacity{${onKubernetesNode}}) - on (cluster, node) max by (cluster, node) (kube_node_status_allocatable{${onKubernetesNode}}))`,
        legend: "Not allocatable",
      },
    ],
    overrides: onlyWarns("Not watched", "Not allocatable"),
  });

/** The number of GPUs that reported one of these codes within the hour; zero is said only where errors are counted at all. */
function gpusWith(codes: string): string {
  const events = `max_over_time(DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}, ${codes}}[1h])`;
  return orZero(`count(max by (${oneGpu}) (${events}) > 0)`, errorCounts);
}

const xidErrors = () =>
  stat({
    id: 2,
    title: "GPUs with errors",
    description:
      "GPUs for which the driver reported errors (XID) within the last hour: those that must be reset, and those with lesser errors. Memory errors are in *Failing memory*; codes that programs cause themselves are left out.\n\n**Good:** twice 0. **Otherwise:** *Need a reset* GpuXidCritical pages: drain the node and reset the GPU. *Others* GpuXidErrors: *XID errors* has the codes.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      { expr: gpusWith(`xid=~"${xidCodes.reset}"`), legend: "Need a reset" },
      { expr: gpusWith(`xid!="", xid!~"${Object.values(xidCodes).join("|")}"`), legend: "Others" },
    ],
    overrides: onlyWarns("Others"),
  });

const uncorrected = `DCGM_FI_DEV_ECC_DBE_VOL_TOTAL{${ofGpu}}`;

const failingMemory = () =>
  stat({
    id: 3,
    title: "Failing memory",
    description:
      "GPUs whose memory had errors within the last hour that ECC cannot correct, or that have no spare rows left.\n\n**Good:** 0. **Otherwise:** GpuEccUncorrectable pages. *Memory errors* says what kind: after a reset bad rows are replaced; a GPU without spare ones goes back to its maker.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: orZero(
          `count(max by (${oneGpu}) (max_over_time(DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}, xid=~"${xidCodes.memory}"}[1h])) > 0 or on (${oneGpu}) (max by (${oneGpu}) (${uncorrected}) - on (${oneGpu}) max by (${oneGpu}) (${uncorrected} offset 1h)) > 0 or on (${oneGpu}) max by (${oneGpu}) (DCGM_FI_DEV_ROW_REMAP_FAILURE{${ofGpu}}) > 0)`,
          errorCounts,
        ),
        legend: "GPUs",
      },
    ],
  });

const heat = () =>
  stat({
    id: 4,
    title: "Throttled for heat",
    description: `Share of the time for which the worst GPU was slowed down because it is too hot.\n\n**Good:** 0%. **Otherwise:** above ${inWords(limits.thermalThrottling)} GpuThermalThrottling fires: one GPU has dust or a bad contact, a node a fan, all of them the room. See *Temperature*.`,
    unit: "percentunit",
    graph: "none",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.thermalThrottling.value }),
    queries: [
      {
        expr: `topk(1, max by (${oneGpu}) (rate(DCGM_FI_DEV_THERMAL_VIOLATION{${ofGpu}}[$interval])) / 1e9)`,
        legend: gpuName,
      },
    ],
  });

const gpus = () =>
  stat({
    id: 5,
    title: "GPUs",
    description:
      "GPUs that the exporters tell of, and those of them that pods hold. A GPU split by MIG counts once.\n\n**Good:** as many as were bought, most of them held. **Otherwise:** fewer than there were: see *Lost GPUs*. Many that nobody holds: the pools are too large, or pods wait for another kind.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    queries: [
      { expr: `count(group by (${oneGpu}) (${memory}))`, legend: "GPUs" },
      {
        expr: orZero(`count(group by (${oneGpu}) (DCGM_FI_DEV_FB_USED{${ofGpu}, pod!=""}))`, memory),
        legend: "Held by pods",
      },
    ],
  });

const busy = () =>
  stat({
    id: 6,
    title: "Busy",
    description:
      "Share of the cycles in which a multiprocessor had work: the average of all GPUs, and of those that pods hold.\n\n**Good:** the usual of this hour; training keeps it above 80%. **Otherwise:** low while programs run, the GPUs wait for data: see *What the GPUs do*. Low because nothing runs: see *Idle GPUs that pods hold*.",
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    queries: [
      { expr: `avg(avg by (${oneGpu}) (DCGM_FI_PROF_SM_ACTIVE{${ofGpu}}))`, legend: "All" },
      { expr: `avg(avg by (${oneGpu}) (DCGM_FI_PROF_SM_ACTIVE{${ofGpu}, pod!=""}))`, legend: "Held by pods" },
    ],
  });

const idleGpus = () =>
  stat({
    id: 7,
    title: "Held and idle",
    description:
      "GPUs and MIG slices that a pod has held for an hour without doing anything with them.\n\n**Good:** 0, but for spares kept on purpose. **Otherwise:** GpuIdleWhileAllocated tells the pods; *Idle GPUs that pods hold* lists each GPU. Ask the owners.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: anyIsYellow,
    queries: [{ expr: orZero(`count(${idle})`, memory), legend: "Idle" }],
  });

const hottest = () =>
  stat({
    id: 8,
    title: "Hottest GPU",
    description:
      "The temperature of the hottest GPU, and which it is.\n\n**Good:** under 80 °C. **Otherwise:** from about 85 °C data-centre GPUs clock down: see *Throttled for heat* for what it costs, and *Temperature* for its neighbours.",
    unit: "celsius",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ yellow: 80, red: 85 }),
    queries: [{ expr: `topk(1, max by (${oneGpu}) (DCGM_FI_DEV_GPU_TEMP{${ofGpu}}))`, legend: gpuName }],
  });
