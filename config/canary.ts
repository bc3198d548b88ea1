import * as z from "zod";
import type { Standards } from "../facts/standards.ts";

/** Whether a stack watches its own ways. */
export const canarySchema = z
  .enum(["on", "off"])
  .exactOptional()
  .describe(
    "The canary: one known request a minute, looked for by every way from metrics to traces to logs. Left out: `on` where " +
      "`standards.availability` is `redundant` and there are logs or traces.",
  );

/** Settings that decide whether there is a canary. */
interface Watched {
  readonly canary?: "on" | "off";
  readonly standards: Pick<Standards, "availability">;
  readonly logs?: unknown;
}

/** Whether a stack has a canary. */
export function canaryOf({ canary, standards, logs }: Watched): "on" | "off" {
  return canary ?? (standards.availability === "redundant" && logs !== undefined ? "on" : "off");
}
