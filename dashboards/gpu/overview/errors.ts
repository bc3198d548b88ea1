import type { Band } from "../../kit/layout.ts";
import { narrowTo } from "../../kit/links.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { ofGpu, oneGpu } from "../selectors.ts";

/** What the hardware reports. */
export function errorsBands(): Band[] {
  return [
    { title: "Errors", height: 9, panels: [memoryErrors(), linkErrors()] },
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
        unit: "short",
        decimals: 0,
        expr: `topk(20, max by (${oneGpu}, xid, UUID) (max_over_time(DCGM_EXP_XID_ERRORS_COUNT{${ofGpu}, xid!=""}[1h])) > 0)`,
      },
    ],
  });

/** Events within a window over all GPUs. Each GPU's highest, for each of its slices tells the same. */
function within(window: "1h" | "$interval", metric: string): string {
  return `sum(max by (${oneGpu}) (increase(${metric}{${ofGpu}}[${window}])))`;
}

const memoryErrors = () =>
  timeseries({
    id: 19,
    title: "Memory errors",
    description:
      "Memory errors in the hour before each point, corrected ones and others; rows that were replaced by spare ones; GPUs that have none left.\n\n**Good:** a few corrected ones. **Otherwise:** uncorrected errors kill the program and fire GpuEccUncorrectable; reset the GPU, so that the row is replaced. Corrected ones by the thousand on one GPU announce them.",
    unit: "short",
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
    ],
  });

const linkErrors = () =>
  timeseries({
    id: 20,
    title: "Link errors",
    description:
      "Errors on NVLink and PCIe in the interval before each point, over all GPUs: transfers that were sent again, links that had to recover, wrong checksums.\n\n**Good:** zero, but for a few checksums. **Otherwise:** NVLink that sends again or recovers fires GpuNvLinkErrors: one GPU is its seat or itself, a whole node its switch. PCIe alone that climbs goes before a GPU that falls off the bus.",
    unit: "short",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: within("$interval", "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL"), legend: "NVLink sent again" },
      { expr: within("$interval", "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL"), legend: "NVLink recoveries" },
      {
        expr: `${within("$interval", "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL")} + ${within("$interval", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL")}`,
        legend: "NVLink checksums",
      },
      { expr: within("$interval", "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY"), legend: "NVLink sent again, from Hopper on" },
      {
        expr: within("$interval", "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY"),
        legend: "NVLink recoveries, from Hopper on",
      },
      { expr: within("$interval", "DCGM_FI_DEV_NVLINK_ERROR_DL_CRC"), legend: "NVLink checksums, from Hopper on" },
      { expr: within("$interval", "DCGM_FI_DEV_PCIE_REPLAY_COUNTER"), legend: "PCIe sent again" },
    ],
  });
