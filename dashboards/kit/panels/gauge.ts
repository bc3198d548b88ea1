import type { Options } from "@grafana/grafana-foundation-sdk/gauge";
import type { Plain } from "../plain.ts";
import type { Thresholds } from "../thresholds.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A gauge: a value now against its limit. */
export interface GaugeSpec extends PanelSpec {
  readonly thresholds: Thresholds;
  /** The ends of the dial, in the panel's unit. */
  readonly min: number;
  readonly max: number;
}

/** A dial with the thresholds around it. */
export function gauge(spec: GaugeSpec): Panel {
  const options: Plain<Options> = {
    showThresholdLabels: false,
    showThresholdMarkers: true,
    sizing: "auto",
    minVizWidth: 75,
    minVizHeight: 75,
    orientation: "auto",
    reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
  };
  return panel(spec, { type: "gauge", target: "instant", options, color: { mode: "thresholds" } });
}
