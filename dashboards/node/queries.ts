/** What machines have in use, asked by their own dashboard and by the stack's. A series a machine. */
import { machine } from "./selectors.ts";

/** The share of the processors in use. @param matchers which machines. */
export function processorsInUse(matchers: string): string {
  return `1 - avg by (${machine}) (rate(node_cpu_seconds_total{${matchers}, mode="idle"}[$interval]))`;
}

/** The share of the memory in use, page cache left out. @param matchers which machines. */
export function memoryInUse(matchers: string): string {
  return `1 - max by (${machine}) (node_memory_MemAvailable_bytes{${matchers}}) / max by (${machine}) (node_memory_MemTotal_bytes{${matchers}})`;
}

/** Bytes per second, without traffic of a machine with itself, which does not leave it. @param matchers which machines. */
export function traffic(matchers: string, direction: "receive" | "transmit"): string {
  return `sum by (${machine}) (rate(node_network_${direction}_bytes_total{${matchers}, device!="lo"}[$interval]))`;
}
