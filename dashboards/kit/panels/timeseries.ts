import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Plain } from "../plain.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A graph over time. */
export interface TimeseriesSpec extends PanelSpec {
  /** `stacked` where the parts make up a whole; `lines` where they are compared. */
  readonly series: "lines" | "stacked";
}

/** Lines over time, one colour a series; the limit, where there is one, is a dashed line. */
export function timeseries(spec: TimeseriesSpec): Panel {
  const options: Plain<Options> = {
    legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: ["lastNotNull", "max"] },
    tooltip: { mode: "multi", sort: "desc" },
  };
  const custom: Plain<FieldConfig> = {
    drawStyle: "line",
    lineInterpolation: "linear",
    lineWidth: 1,
    fillOpacity: spec.series === "stacked" ? 30 : 8,
    gradientMode: "none",
    showPoints: "never",
    // A gap is a gap: a target that was away must not look as if it had gone on.
    spanNulls: false,
    stacking: { mode: spec.series === "stacked" ? "normal" : "none", group: "A" },
    axisPlacement: "auto",
    axisBorderShow: false,
    thresholdsStyle: { mode: spec.thresholds === undefined ? "off" : "dashed" },
  };
  return panel(
    // A scale that starts above zero makes noise look like a mountain.
    { min: 0, ...spec },
    { type: "timeseries", target: "range", options, custom, color: { mode: "palette-classic" } },
  );
}

/** A fixed colour for one series: green, yellow and red mean the same on every panel. */
export function seriesColor(
  name: string,
  color: "green" | "yellow" | "red",
): NonNullable<PanelSpec["overrides"]>[number] {
  return {
    matcher: { id: "byName", options: name },
    properties: [{ id: "color", value: { mode: "fixed", fixedColor: color } }],
  };
}
