import { parse, stringify } from "yaml";
import { parseDuration } from "../../../config/types/duration.ts";

/**
 * The settings that say how long the servers wait. Ranges inside queries (`[5m]`, `offset 1h`) are no settings: a query
 * stays what it is.
 */
const WAITS: ReadonlySet<string> = new Set([
  // prometheus.yml
  "scrape_interval",
  "scrape_timeout",
  "evaluation_interval",
  // rule files
  "interval",
  "for",
  "keep_firing_for",
  // alertmanager.yml
  "group_wait",
  "group_interval",
  "repeat_interval",
]);

/** Shorter waits would measure the machine. Waits of 0 stay 0. */
const SHORTEST_SECONDS = 1;

/**
 * The shortest `for`: a Prometheus that starts learns of its targets after some 6 s, whatever its intervals, and until then
 * an alert on what is absent is pending.
 */
const SHORTEST_FOR_SECONDS = 15;

/**
 * A configuration or rule file of Prometheus or Alertmanager in which every wait is `times` shorter, but not shorter than a
 * second, and no `for` shorter than 15 s. Nothing else is changed.
 *
 * @param yaml the file.
 * @param times 1 changes nothing.
 */
export function hastened(yaml: string, times: number): string {
  if (times === 1) return yaml;
  const visit = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit("", item));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, visit(name, item)]));
    }
    return WAITS.has(key) && typeof value === "string" ? shortened(key, value, times) : value;
  };
  return stringify(visit("", parse(yaml)), { lineWidth: 0 });
}

/**
 * The seconds of a Prometheus duration (`1h30m`).
 * @throws {Error} when it is none.
 */
export function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined || duration === "") throw new Error(`no duration: ${duration}`);
  return parsed.seconds;
}

function shortened(key: string, duration: string, times: number): string {
  const wait = seconds(duration);
  const shortest = Math.min(wait, key === "for" ? SHORTEST_FOR_SECONDS : SHORTEST_SECONDS);
  return `${Math.round(Math.max(shortest, wait / times) * 1000)}ms`;
}
