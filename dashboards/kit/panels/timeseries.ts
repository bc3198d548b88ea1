import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Plain } from "../plain.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A graph over time. */
export interface TimeseriesSpec extends Omit<PanelSpec, "min"> {
  /** Where the scale starts. `lowest value`: for what may be below zero and must then be seen. Default: 0. */
  readonly min?: number | "lowest value";
  /** `stacked` where the parts make up a whole; `lines` where they are compared. */
  readonly series: "lines" | "stacked";
}

/**
 * Lines over time, one colour a series; the limit, where there is one, is a dashed line. The legend is a table with the
 * highest first: where it is too long for the panel, what is cut off is what matters least.
 */
export function timeseries(spec: TimeseriesSpec): Panel {
  const options: Plain<Options> = {
    legend: {
      displayMode: "table",
      placement: "bottom",
      showLegend: true,
      calcs: ["lastNotNull", "max"],
      sortBy: "Max",
      sortDesc: true,
    },
    tooltip: { mode: "multi", sort: "desc" },
  };
  const softMax = leastTop(spec);
  const custom: Plain<FieldConfig> = {
    drawStyle: "line",
    lineInterpolation: "linear",
    lineWidth: 1,
    fillOpacity: spec.series === "stacked" ? 30 : 0,
    gradientMode: "none",
    showPoints: "never",
    // A gap is a gap: a target that was away must not look as if it had gone on.
    spanNulls: false,
    stacking: { mode: spec.series === "stacked" ? "normal" : "none", group: "A" },
    axisPlacement: "auto",
    axisBorderShow: false,
    ...(softMax === undefined ? {} : { axisSoftMax: softMax }),
    thresholdsStyle: { mode: spec.thresholds === undefined ? "off" : "dashed" },
  };
  const { min = 0, ...rest } = spec;
  return panel(
    // A scale that starts above zero makes noise look like a mountain.
    { ...rest, ...(min === "lowest value" ? {} : { min }) },
    { type: "timeseries", target: "range", options, custom, color: { mode: "palette-classic" } },
  );
}

/**
 * How far up the scale goes at least: to the first limit, so that the way there is seen. Without it Grafana gives a line that is
 * flat on zero a scale up to 100, which for a share is 10000%.
 */
function leastTop({ max, thresholds, unit, decimals }: TimeseriesSpec): number | undefined {
  if (max !== undefined) return undefined;
  const limit = thresholds?.steps.find(({ value, color }) => value !== null && value > 0 && color !== "green")?.value;
  if (typeof limit === "number") return limit;
  if (unit === "percentunit") return 0.01;
  return decimals === 0 ? 1 : undefined;
}

/**
 * One colour for the series whose names end so, each in a shade of its own: green and red mean the same on every panel.
 *
 * @param ending the end of their legends, which must not be a label's.
 */
export function shades(ending: string, color: "green" | "red"): NonNullable<PanelSpec["overrides"]>[number] {
  return {
    matcher: { id: "byRegexp", options: `/${ending}$/` },
    properties: [{ id: "color", value: { mode: "shades", fixedColor: color } }],
  };
}
