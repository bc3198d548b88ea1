import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/heatmap";
import type { Plain, Unit } from "../plain.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A heatmap of a histogram's buckets over time. */
export interface HeatmapSpec extends PanelSpec {
  /** The unit of the buckets' bounds: the y axis. `unit` is that of a cell's value. */
  readonly bucketUnit: Unit;
}

/** Time to the right, buckets upwards, and the more falls into one the darker it is. */
export function heatmap(spec: HeatmapSpec): Panel {
  const options: Plain<Options> = {
    calculate: false,
    cellGap: 1,
    cellValues: { unit: spec.unit },
    color: { mode: "scheme", scheme: "Oranges", fill: "dark-orange", exponent: 0.5, steps: 64, reverse: false },
    exemplars: { color: "rgba(255,0,255,0.7)" },
    // Cells without a request stay empty.
    filterValues: { le: 1e-9 },
    legend: { show: true },
    rowsFrame: { layout: "auto" },
    selectionMode: "x",
    showValue: "never",
    tooltip: { mode: "single", yHistogram: true, showColorScale: false },
    yAxis: { axisPlacement: "left", reverse: false, unit: spec.bucketUnit },
  };
  const custom: Plain<FieldConfig> = {
    hideFrom: { legend: false, tooltip: false, viz: false },
    scaleDistribution: { type: "linear" },
  };
  return panel(spec, { type: "heatmap", target: "heatmap", options, custom, color: { mode: "thresholds" } });
}
