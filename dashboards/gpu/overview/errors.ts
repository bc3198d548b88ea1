import { gpuLimits as limits } from "../../../mixins/gpu/limits.ts";
import { orZero } from "../../kit/absent.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { narrowTo } from "../../kit/links.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { anyIsYellow, highIsBad } from "../../kit/thresholds.ts";
import { gpuName, ofGpu, oneGpu, onNode } from "../selectors.ts";

/** What the hardware reports. */
export function errorsBands(): Band[] {
  return [
    { title: "Errors", height: 9, panels: [memoryErrors(), linkErrors()] },
    { height: 8, panels: [pcieReplays(), fabric()] },
    { height: 8, panels: [xidErrors()] },
  ];
}

const xidErrors = () =>
  table({
    id: 18,
    empty: "None",
    title: "XID errors",
    description:
      "Errors that the driver reported within the last hour, by GPU and code: the highest count of any five minutes. A click on a node shows this dashboard for that node alone.\n\n**Good:** *None*. **Otherwise:** 79 is a lost GPU (GpuFellOffBus), 48, 64, 95 and 140 failing memory (GpuEccUncorrectable), 74, 119 and 120 want a reset (GpuXidCritical); 13, 31, 43 and 45 are the program's own. The runbooks have the others.",
    labels: [
      {
        label: "instance",
        title: "Node",
        link: narrowTo("Show this node alone", "instance", ["datasource", "cluster", "gpu", "interval"]),
      },
      { label: "gpu", title: "GPU" },
      { label: "xid", title: "XID" },
      { label: "UUID", title: "UUID", width: 330 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Errors",
        unit: "locale",
        decimals: 0,
        expr: `topk(20, max by (${oneGpu}, xid, UUID) (max_over_time(DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}, xid!=""}[1h])) > 0)`,
      },
    ],
  });

/** Events of the window before each point over all GPUs of the chosen nodes. */
function within(window: "5m" | "1h", metric: string): string {
  return `sum(cluster_instance:${metric}:increase${window}{${onNode}})`;
}

const memoryErrors = () =>
  timeseries({
    id: 19,
    title: "Memory errors",
    description:
      "Memory errors of the chosen nodes in the hour before each point, corrected ones and others; rows that were replaced by spare ones; GPUs that replace some at their next reset (GpuRowRemapPending), and GPUs that have none left.\n\n**Good:** a few corrected ones. **Otherwise:** uncorrected errors kill the program and fire GpuEccUncorrectable; reset the GPU, so that the row is replaced. Corrected ones by the thousand on one GPU announce them.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: within("1h", "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL"), legend: "Corrected" },
      { expr: within("1h", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL"), legend: "Uncorrected" },
      {
        expr: `${within("1h", "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS")} + ${within("1h", "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS")}`,
        legend: "Rows replaced",
      },
      { expr: `sum(max by (${oneGpu}) (DCGM_FI_DEV_ROW_REMAP_FAILURE{${ofGpu}}))`, legend: "GPUs without spare rows" },
      {
        expr: `sum(max by (${oneGpu}) (DCGM_FI_DEV_ROW_REMAP_PENDING{${ofGpu}}))`,
        legend: "GPUs that wait for a reset",
      },
    ],
  });

const linkErrors = () =>
  timeseries({
    id: 20,
    title: "Link errors",
    description:
      "Errors on NVLink in the 5 minutes before each point, over all GPUs of the chosen nodes: transfers that were sent again, links that had to recover, wrong checksums.\n\n**Good:** zero, but for a few checksums. **Otherwise:** NVLink that sends again or recovers fires GpuNvLinkErrors: one GPU is its seat or itself, a whole node its switch.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: within("5m", "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL"), legend: "NVLink sent again" },
      { expr: within("5m", "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL"), legend: "NVLink recoveries" },
      {
        expr: `${within("5m", "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL")} + ${within("5m", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL")}`,
        legend: "NVLink checksums",
      },
      { expr: within("5m", "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY"), legend: "NVLink sent again, from Hopper on" },
      {
        expr: within("5m", "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY"),
        legend: "NVLink recoveries, from Hopper on",
      },
      { expr: within("5m", "DCGM_FI_DEV_NVLINK_ERROR_DL_CRC"), legend: "NVLink checksums, from Hopper on" },
    ],
  });

const replays = `cluster_instance_gpu:DCGM_FI_DEV_PCIE_REPLAY_COUNTER:rate15m{${ofGpu}}`;

const pcieReplays = () =>
  timeseries({
    id: 23,
    title: "PCIe transfers sent again",
    description: `Transfers a second between GPU and machine that were spoilt on the way, over 15 minutes: the three GPUs with the highest peaks of the time range.\n\n**Good:** zero. **Otherwise:** over the dashed ${limits.pcieReplays.value} a second GpuPcieReplays fires: such a link goes on to lose its GPU.`,
    unit: "cps",
    series: "lines",
    thresholds: highIsBad({ red: limits.pcieReplays.value }),
    queries: [{ expr: highest({ count: 3, by: oneGpu, of: replays }), legend: gpuName }],
  });

const fabric = () =>
  timeseries({
    id: 24,
    title: "GPUs outside their fabric",
    description:
      "GPUs of the chosen nodes with NVSwitches that have not joined their NVLink fabric, or whose routes or bandwidth there are impaired.\n\n**Good:** 0, but for minutes while a machine starts. **Otherwise:** GpuFabricUnhealthy fires: no program starts on a GPU that has not joined. The machine's fabric manager has the reason.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: anyIsYellow,
    queries: [
      {
        expr: orZero(
          `sum(cluster_instance:DCGM_FI_DEV_FABRIC_MANAGER_STATUS:unhealthy_gpus{${onNode}})`,
          `DCGM_FI_DEV_FABRIC_MANAGER_STATUS{${onNode}}`,
        ),
        legend: "GPUs",
      },
    ],
  });
