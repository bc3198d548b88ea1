/** What the canary is told: a file of JSON, made with the stack. */
import type { ServerUrls } from "./telemetry-servers.ts";

/** The file's content. */
export interface CanarySettings {
  readonly urls: ServerUrls;
  /** How often a request is made, in seconds. */
  readonly everySeconds: number;
  /** How long a way may take to lead to the request, in seconds. */
  readonly patienceSeconds: number;
  /** How long is waited between two tries, in seconds. */
  readonly betweenSeconds: number;
  /** The port of `/metrics`. */
  readonly port: number;
}

/**
 * The settings in a text of JSON.
 * @throws {Error} where one is missing or of another type.
 */
export function parseSettings(text: string): CanarySettings {
  const given: unknown = JSON.parse(text);
  const url = (key: string): string | undefined => {
    const value = at(at(given, "urls"), key);
    if (value !== undefined && typeof value !== "string") throw new Error(`urls.${key} is not a text`);
    return value;
  };
  const number = (key: string): number => {
    const value = at(given, key);
    if (typeof value !== "number" || !(value > 0)) throw new Error(`${key} is not a number above 0`);
    return value;
  };
  const metrics = url("metrics");
  if (metrics === undefined) throw new Error("urls.metrics is missing");
  return {
    urls: { metrics, logs: url("logs"), traces: url("traces"), otlp: url("otlp") },
    everySeconds: number("everySeconds"),
    patienceSeconds: number("patienceSeconds"),
    betweenSeconds: number("betweenSeconds"),
    port: number("port"),
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
