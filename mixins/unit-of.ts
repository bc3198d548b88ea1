import type { Unit } from "../queries/catalogue.ts";

/** The units by the word that names end in (https://prometheus.io/docs/practices/naming/#base-units). */
const units: ReadonlyMap<string, Unit> = new Map([
  ["seconds", "seconds"],
  ["timestamp", "timestamp"],
  ["bytes", "bytes"],
  ["ratio", "ratio"],
  ["celsius", "celsius"],
  ["hertz", "hertz"],
  ["volts", "volts"],
  ["watts", "watts"],
  ["joules", "joules"],
  ["info", "info"],
]);

/** The unit that a metric's name tells, e.g. `seconds` of `x_seconds_total`; undefined: it tells none. */
export function unitOf(metric: string): Unit | undefined {
  const name = metric.endsWith("_total") ? metric.slice(0, -"_total".length) : metric;
  if (name.endsWith("_timestamp_seconds")) return "timestamp";
  return units.get(name.slice(name.lastIndexOf("_") + 1));
}
