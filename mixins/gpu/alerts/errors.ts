/** Alerts on what the hardware reports of itself. */
import type { AlertingRule } from "../../mixin.ts";
import { withoutFabric } from "../fabric.ts";
import { gpuLimits as limits } from "../limits.ts";
import { xidCodes } from "../xid-codes.ts";
import { DASHBOARD, OF_GPU, OF_NODE } from "./dashboard.ts";

/** Transfers that were sent again and links that had to recover. */
const RESENT = [
  "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY",
] as const;

/** The alerts on errors that the driver reports, of chips, memory and links. */
export const errorAlerts: readonly AlertingRule[] = [
  {
    // By the count of 5 minutes, which falls again, not by the last code, which stays. Each count has its code. It goes on
    // for an hour: until the reset nothing is well, and nothing more is reported either.
    alert: "GpuXidCritical",
    expr: `max by (cluster, instance, gpu, xid) (DCGM_EXP_XID_ERRORS_COUNT{xid=~"${xidCodes.reset}"}) > 0`,
    keepFiringFor: "1h",
    severity: "critical",
    detectWithin: "1m",
    summary: "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} needs a reset.",
    description:
      "The driver reported XID {{ $labels.xid }} for GPU {{ $labels.gpu }} of {{ $labels.instance }} ({{ $value }} in 5 minutes). After this code the GPU works again only when it has been reset.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    alert: "GpuXidErrors",
    expr: `
max by (cluster, instance, gpu, xid) (
  DCGM_EXP_XID_ERRORS_COUNT{xid!="", xid!~"${Object.values(xidCodes).join("|")}"}
) > 0`,
    keepFiringFor: "1h",
    severity: "warning",
    detectWithin: "2m",
    summary: "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} reports errors.",
    description:
      "The driver reported XID {{ $labels.xid }} for GPU {{ $labels.gpu }} of {{ $labels.instance }} ({{ $value }} in 5 minutes). The line in the kernel's log says whether the GPU goes on working: codes 144 to 148 by their subcode, 154 by the action that it asks for.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // The difference to an hour ago, not an increase: the counter's series ends with the pod that the error kills.
    alert: "GpuEccUncorrectable",
    expr: `
max by (cluster, instance, gpu) (DCGM_EXP_XID_ERRORS_COUNT{xid=~"${xidCodes.memory}"}) > 0
or on (cluster, instance, gpu)
(
  max by (cluster, instance, gpu) (DCGM_FI_DEV_ECC_DBE_VOL_TOTAL)
    - on (cluster, instance, gpu)
    max by (cluster, instance, gpu) (DCGM_FI_DEV_ECC_DBE_VOL_TOTAL offset 1h)
) > 0
or on (cluster, instance, gpu)
max by (cluster, instance, gpu) (DCGM_FI_DEV_ROW_REMAP_FAILURE) > 0`,
    keepFiringFor: "1h",
    severity: "critical",
    detectWithin: "1m",
    summary:
      "The memory of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is failing.",
    description:
      "GPU {{ $labels.gpu }} of {{ $labels.instance }} had memory errors within the last hour that ECC cannot correct, or has no spare rows left to replace bad ones. What ran on it was killed.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // It stays until the reset, long after the error that caused it was told of.
    alert: "GpuRowRemapPending",
    expr: "max by (cluster, instance, gpu) (DCGM_FI_DEV_ROW_REMAP_PENDING) > 0",
    severity: "warning",
    detectWithin: "2m",
    summary:
      "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} waits for a reset to replace bad memory.",
    description:
      "The driver has found bad rows in the memory of GPU {{ $labels.gpu }} of {{ $labels.instance }} and replaces them at the next reset. Until then the GPU works around them, and another error there kills what runs.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // As DCGM judges: a replay or a recovery is a failure, checksum errors are one from 100 a second on. Up to Ampere each GPU
    // counts under the first names, from Hopper on under those with DL, where the first stay at zero. Links of Blackwell
    // report by XID (144 to 150, 155).
    alert: "GpuNvLinkErrors",
    expr: `
${RESENT.map((counter) => `max by (cluster, instance, gpu) (increase(${counter}[15m])) > 0`).join("\nor on (cluster, instance, gpu)\n")}
or on (cluster, instance, gpu)
(
  max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL[15m]))
    + on (cluster, instance, gpu)
    max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL[15m]))
) > ${limits.nvLinkChecksumErrors.value}
or on (cluster, instance, gpu)
max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_ERROR_DL_CRC[15m])) > ${limits.nvLinkChecksumErrors.value}`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary:
      "NVLink of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} has errors.",
    description: `Within 15 minutes links of GPU {{ $labels.gpu }} of {{ $labels.instance }} had to send again or to recover, or had over ${limits.nvLinkChecksumErrors.value} checksum errors a second. Work over several GPUs slows down, then stops.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // A machine that starts joins its fabric within minutes. By node: the switches are the machine's, and so is their manager.
    alert: "GpuFabricUnhealthy",
    expr: `
count by (cluster, instance) (
  ${withoutFabric()}
)`,
    for: "10m",
    severity: "warning",
    detectWithin: "13m",
    summary: "The NVLink fabric of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is not whole.",
    description:
      "{{ $value }} GPUs of {{ $labels.instance }} have not joined their NVLink fabric for 10 minutes, or their routes or bandwidth are impaired. No new program starts on a GPU that has not joined.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
  {
    // PCIe repeats what a bit error has spoilt, and nobody notices, until the link is lost.
    alert: "GpuPcieReplays",
    expr: `max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_PCIE_REPLAY_COUNTER[15m])) > ${limits.pcieReplays.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "PCIe of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} repeats transfers.",
    description: `Over 15 minutes GPU {{ $labels.gpu }} of {{ $labels.instance }} had {{ $value | humanize }} PCIe transfers a second sent again; a sound link has less than ${limits.pcieReplays.value}. Such a link goes on to lose its GPU.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
];
