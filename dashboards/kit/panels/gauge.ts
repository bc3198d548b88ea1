import type { Thresholds } from "../thresholds.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";
import { type SingleValueOptions, singleValue } from "./single-value.ts";

/** A gauge: a value now against its limit. */
export interface GaugeSpec extends PanelSpec {
  readonly thresholds: Thresholds;
  /** The ends of the dial, in the panel's unit. */
  readonly min: number;
  readonly max: number;
}

/**
 * The options of Grafana 13's gauge, which the SDK does not have yet
 * (https://github.com/grafana/grafana/blob/main/public/app/plugins/panel/gauge/panelcfg.cue).
 */
interface Options extends SingleValueOptions {
  readonly shape: "gauge" | "circle";
  readonly barShape: "flat" | "rounded";
  readonly barWidthFactor: number;
  readonly segmentCount: number;
  readonly segmentSpacing: number;
  readonly effects: { readonly gradient: boolean };
  readonly sizing: "auto" | "manual";
  readonly minVizWidth: number;
  readonly minVizHeight: number;
  readonly showThresholdLabels: boolean;
  readonly showThresholdMarkers: boolean;
  readonly sparkline: boolean;
}

/** A dial with the thresholds around it. */
export function gauge(spec: GaugeSpec): Panel {
  const options: Options = {
    ...singleValue(spec),
    shape: "gauge",
    barShape: "flat",
    barWidthFactor: 0.5,
    segmentCount: 1,
    segmentSpacing: 0.3,
    effects: { gradient: false },
    sizing: "auto",
    minVizWidth: 75,
    minVizHeight: 75,
    showThresholdLabels: false,
    showThresholdMarkers: true,
    sparkline: false,
  };
  return panel(spec, { type: "gauge", target: "instant", options, color: { mode: "thresholds" } });
}
