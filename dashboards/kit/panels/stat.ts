import type { Options } from "@grafana/grafana-foundation-sdk/stat";
import type { Plain } from "../plain.ts";
import { noThresholds } from "../thresholds.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";
import { singleValue } from "./single-value.ts";

/** A stat panel: the number now. */
export interface StatSpec extends PanelSpec {
  /** `sparkline` draws the course over the time range behind the number; `none` shows the number alone. */
  readonly graph: "sparkline" | "none";
}

/** One big number, coloured by its thresholds. Without thresholds it has the colour of text: neither good nor bad. */
export function stat(spec: StatSpec): Panel {
  const options: Plain<Options> = {
    ...singleValue(spec),
    graphMode: spec.graph === "sparkline" ? "area" : "none",
    colorMode: spec.thresholds === undefined ? "none" : "background",
    justifyMode: "auto",
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: "standard",
  };
  return panel(
    { ...spec, thresholds: spec.thresholds ?? noThresholds },
    {
      type: "stat",
      target: spec.graph === "sparkline" ? "range" : "instant",
      options,
      color: { mode: "thresholds" },
    },
  );
}
