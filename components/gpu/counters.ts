/** What the DCGM exporter exports: the series of the GPU catalogue, and the driver's version as a label on each of them. */
import { DRIVER_VERSION, gpuCatalogue } from "../../mixins/gpu/metrics.ts";

/**
 * The list as the exporter reads it: field, type and help, as CSV. The field's name is the metric's
 * (https://github.com/NVIDIA/dcgm-exporter/tree/main/etc).
 */
export function countersCsv(): string {
  const rows = [
    ...gpuCatalogue.metrics.map(({ name, type, help }) => [name, type, help.replaceAll(",", ";")]),
    [DRIVER_VERSION, "label", "Version of the driver."],
  ];
  return rows.map((row) => `${row.join(", ")}\n`).join("");
}
