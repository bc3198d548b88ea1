import type { Limit } from "../limit.ts";

/** The thresholds of the GPUs. */
export const gpuLimits = {
  nvLinkChecksumErrors: {
    value: 100,
    unit: "per second",
    why: "a link has single checksum errors in health; DCGM calls it failing from here on",
    source: "https://docs.nvidia.com/datacenter/dcgm/latest/user-guide/feature-overview.html#health-and-diagnostics",
  },
  thermalThrottling: {
    value: 0.1,
    unit: "ratio",
    why: "a GPU that is slowed down for more of its time holds up the others of its job",
    source: "this program's choice: single events at a change of load stay below it",
  },
  idle: {
    value: 0.01,
    unit: "ratio",
    why: "below it the multiprocessors do nothing but housekeeping",
    source: "this program's choice: a model that is loaded and unused shows under 0.1%",
  },
} as const satisfies Readonly<Record<string, Limit>>;
