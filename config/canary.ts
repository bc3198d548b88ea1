import * as z from "zod";
import type { Standards } from "../facts/standards.ts";

/** Whether a stack watches its own ways. */
export const canarySchema = z
  .enum(["on", "off"])
  .exactOptional()
  .describe(
    "The canary: one known request a minute, looked for by every way from metrics to traces to logs. Left out: `on` where " +
      "`standards.availability` is `redundant` and there are logs or traces; never in an edge, which keeps nothing to look for.",
  );

/** Settings that decide whether there is a canary. */
interface Watched {
  readonly canary?: "on" | "off";
  readonly standards: Pick<Standards, "availability">;
  readonly logs?: unknown;
  readonly traces?: unknown;
  readonly centre?: unknown;
}

/** Whether a stack has a canary. */
export function canaryOf({ canary, standards, logs, traces, centre }: Watched): "on" | "off" {
  const pillars = centre === undefined && (logs !== undefined || traces !== undefined);
  return canary ?? (standards.availability === "redundant" && pillars ? "on" : "off");
}
