import type { TimeRange } from "@grafana/data";
import type { PreparedPanel } from "./prepare.ts";

/** What every kind of panel is given: its data, and its inner size in pixels. */
export interface BodyProps {
  readonly prepared: PreparedPanel;
  readonly width: number;
  readonly height: number;
  readonly timeRange: TimeRange;
}
