/**
 * The counters of Elastic Fabric Adapters, as the kernel's driver shows them under `hw_counters/` of each port
 * (https://github.com/amzn/amzn-drivers/blob/master/kernel/linux/efa/README), in the text format of OpenMetrics. Prometheus' node_exporter
 * reads none of them (https://github.com/prometheus/node_exporter/pull/3670). Of the driver's two dozen these are the ones that tell how
 * much there is and what goes wrong: a node may have 32 adapters.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The counters by the driver's names, each with what it counts. */
export const COUNTERS = {
  tx_bytes: "Bytes sent.",
  rx_bytes: "Bytes received.",
  tx_pkts: "Packets sent.",
  rx_pkts: "Packets received.",
  rx_drops: "Packets received and dropped.",
  rdma_read_wr_err: "Reads from another node's memory that failed.",
  rdma_write_wr_err: "Writes to another node's memory that failed.",
  retrans_pkts: "Packets sent again.",
  retrans_timeout_events: "Times that traffic was not acknowledged in time and took another path.",
  impaired_remote_conn_events: "Times that a connection became impaired and was throttled.",
  unresponsive_remote_events: "Times that the other end of a connection did not answer.",
} as const;

/** Amazon's number as a vendor of PCI devices: other adapters have counters of the same names. */
const AMAZON = "0x1d0f";

/** One counter of one port. */
interface Reading {
  readonly counter: string;
  readonly device: string;
  readonly port: string;
  readonly value: string;
}

/**
 * What the adapters of a node count. An older driver or adapter does not have all counters: those are left out.
 *
 * @param sysfs where the node's sysfs is.
 */
export function efaMetrics(sysfs: string): string {
  const readings = adapters(sysfs).flatMap(({ device, folder }) =>
    entries(join(folder, "ports")).flatMap((port) =>
      Object.keys(COUNTERS).flatMap((counter): Reading[] => {
        const value = textOf(join(folder, "ports", port, "hw_counters", counter));
        return value !== undefined && /^\d+$/.test(value) ? [{ counter, device, port, value }] : [];
      }),
    ),
  );
  const families = Object.entries(COUNTERS).flatMap(([counter, help]) => {
    const lines = readings
      .filter((reading) => reading.counter === counter)
      .map(({ device, port, value }) => `efa_${counter}_total{device="${device}",port="${port}"} ${value}`);
    return lines.length === 0 ? [] : [`# HELP efa_${counter} ${help}`, `# TYPE efa_${counter} counter`, ...lines];
  });
  const found = ["# HELP efa_adapters Adapters of the node.", "# TYPE efa_adapters gauge"];
  return [...found, `efa_adapters ${adapters(sysfs).length}`, ...families, "# EOF", ""].join("\n");
}

function adapters(sysfs: string) {
  const all = join(sysfs, "class/infiniband");
  return entries(all)
    .map((device) => ({ device, folder: join(all, device) }))
    .filter(({ folder }) => textOf(join(folder, "device/vendor")) === AMAZON);
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
