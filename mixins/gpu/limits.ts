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
  powerBrakes: {
    value: 2,
    unit: "count",
    why: "the exporter looks 20 times in 5 minutes; one or two looks meet a change of clocks, which shows as a slowdown, too",
    source: "https://docs.nvidia.com/deploy/nvml-api/group__nvmlClocksEventReasons.html",
  },
  memoryHeadroom: {
    value: 3,
    unit: "celsius",
    why: "at its limit, which each model has its own of, the memory makes the driver slow the GPU down; a fan that fails takes it there within minutes",
    source: "this program's choice: below what a change of load makes of it",
  },
  pcieReplays: {
    value: 0.512,
    unit: "per second",
    why: "what the bit errors that PCIe allows (one in 10^12) come to on the widest link, 16 lanes of generation 5 at 32 Gbit/s each; DCGM calls more than that failing",
    source: "https://docs.nvidia.com/datacenter/dcgm/latest/user-guide/feature-overview.html#health-and-diagnostics",
  },
  blockEnds: {
    value: 86_400,
    unit: "seconds",
    why: "a day is time to save, to move, or to buy the next block",
    source:
      "this program's choice: blocks are sold by the day (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html)",
  },
  idle: {
    value: 0.01,
    unit: "ratio",
    why: "below it the multiprocessors do nothing but housekeeping",
    source: "this program's choice: a model that is loaded and unused shows under 0.1%",
  },
} as const satisfies Readonly<Record<string, Limit>>;
