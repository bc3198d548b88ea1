import { inWords, type Limit } from "../../../mixins/limit.ts";
import { nodeLimits as limits } from "../../../mixins/node/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { traffic } from "../queries.ts";
import { machine, machineName, onMachine } from "../selectors.ts";

/** Clocks, links, and tables that can be full. */
export function kernelBands(): Band[] {
  return [
    { title: "Network and clocks", height: 8, panels: [network(), errors()] },
    { height: 8, panels: [clocks(), sources()] },
    { title: "Tables of the kernel", height: 8, panels: [connections(), descriptors(), kills()] },
  ];
}

/** The three machines with the highest peaks of the time range. */
function worst(of: string) {
  return [{ expr: highest({ count: 3, by: machine, of }), legend: machineName }];
}

const network = () =>
  timeseries({
    id: 11,
    title: "Network",
    description:
      "Bytes per second that the machines receive and send, without traffic of a machine with itself: the three with the highest peaks of the time range.\n\n**Good:** far under the links' limit. **Otherwise:** at the limit everything that crosses the network is slow.",
    unit: "Bps",
    series: "lines",
    queries: (["receive", "transmit"] as const).map((direction) => ({
      expr: highest({ count: 3, by: machine, of: traffic(onMachine, direction) }),
      legend: `${machineName} ${direction === "receive" ? "in" : "out"}`,
    })),
  });

const errorShare = (direction: "receive" | "transmit") =>
  `max by (${machine}) (rate(node_network_${direction}_errs_total{${onMachine}}[$interval]) / (rate(node_network_${direction}_packets_total{${onMachine}}[$interval]) > 0))`;

const errors = () =>
  timeseries({
    id: 12,
    title: "Packets with errors",
    description: `Share of the packets with errors, on the interface where it is highest: the three machines with the highest peaks of the time range.\n\n**Good:** flat on zero. **Otherwise:** above the dashed ${inWords(limits.networkErrors)} NodeNetworkErrors fires: a cable, a port or a driver.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.networkErrors.value }),
    queries: (["receive", "transmit"] as const).map((direction) => ({
      expr: highest({ count: 3, by: machine, of: errorShare(direction) }),
      legend: `${machineName} ${direction === "receive" ? "in" : "out"}`,
    })),
  });

const clocks = () =>
  timeseries({
    id: 13,
    title: "Clocks",
    description: `By how much clocks are off, in either direction, as the machines themselves reckon: the three with the highest peaks of the time range.\n\n**Good:** under a millisecond. **Otherwise:** above the dashed ${inWords(limits.clockOffset)}, and not coming back, NodeClockSkew fires: spans fall out of their order.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.clockOffset.value }),
    queries: worst(`max by (${machine}) (abs(node_timex_offset_seconds{${onMachine}}))`),
  });

const sources = () =>
  timeseries({
    id: 14,
    title: "Clocks that nobody sets",
    description:
      "Machines whose kernel has no time source.\n\n**Good:** 0. **Otherwise:** NodeClockNotSynchronised fires, once the possible error is 16 s: see chrony or systemd-timesyncd there.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (cluster) (node_timex_sync_status{${onMachine}} == bool 0 and node_timex_maxerror_seconds{${onMachine}} >= 16) or 0 * count by (cluster) (node_timex_sync_status{${onMachine}})`,
        legend: "{{cluster}}",
      },
    ],
  });

function inUse(what: string, used: string, most: string, id: number, limit: Limit, otherwise: string) {
  return timeseries({
    id,
    title: what,
    description: `Share in use, of the three machines with the highest peaks of the time range.\n\n**Good:** under half. **Otherwise:** above the dashed ${inWords(limit)} ${otherwise}`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ red: limit.value }),
    queries: worst(`max by (${machine}) (${used}{${onMachine}} / ${most}{${onMachine}})`),
  });
}

const connections = () =>
  inUse(
    "Connections tracked",
    "node_nf_conntrack_entries",
    "node_nf_conntrack_entries_limit",
    15,
    limits.connectionsTracked,
    "NodeConntrackNearlyFull fires: when it is full, new connections of all pods of the machine are dropped.",
  );

const descriptors = () =>
  inUse(
    "File descriptors",
    "node_filefd_allocated",
    "node_filefd_maximum",
    16,
    limits.fileDescriptors,
    "NodeFileDescriptorsLow fires: at the end nothing there opens a file or a connection.",
  );

const kills = () =>
  timeseries({
    id: 17,
    title: "Kills for want of memory",
    description:
      "Processes that kernels killed in the interval before each point: the three machines with most in the time range.\n\n**Good:** none. **Otherwise:** NodeOOMKills fires: a container at its limit, or a machine without any memory left.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: worst(`sum by (${machine}) (increase(node_vmstat_oom_kill{${onMachine}}[$interval]))`),
  });
