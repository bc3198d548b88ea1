import type { Options } from "@grafana/grafana-foundation-sdk/stat";
import type { Plain } from "../plain.ts";
import type { PanelSpec } from "./panel.ts";

/** What a stat and a gauge have in common: of each series they show one value. */
export type SingleValueOptions = Pick<Plain<Options>, "orientation" | "reduceOptions" | "textMode">;

/**
 * The value at the end of the time range, be it NaN: the last that was a number may be an hour old. Its name stands with it
 * where a label says what it is of; Grafana leaves it out of panels with a single series.
 */
export function singleValue({ queries }: Pick<PanelSpec, "queries">): SingleValueOptions {
  return {
    orientation: "auto",
    reduceOptions: { calcs: ["last"], fields: "", values: false },
    textMode: queries.some(({ legend }) => legend.includes("{{")) ? "value_and_name" : "auto",
  };
}
