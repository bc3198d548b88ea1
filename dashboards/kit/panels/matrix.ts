import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/table";
import type { Plain, Unit } from "../plain.ts";
import type { Thresholds } from "../thresholds.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A table with the values of one label as rows and those of another as columns. */
export interface MatrixSpec extends Pick<PanelSpec, "id" | "title" | "description"> {
  /** PromQL: a series for each pair. Choose few: each value of `columns` is a column. */
  readonly expr: string;
  readonly rows: string;
  readonly columns: string;
  readonly unit: Unit;
  readonly decimals?: number;
  /** Colours the cells. */
  readonly thresholds: Thresholds;
}

/** A matrix of the values now; a cell without a value is empty. */
export function matrix({ expr, rows, columns, unit, decimals, thresholds, ...spec }: MatrixSpec): Panel {
  const options: Plain<Options> = { cellHeight: "sm", frameIndex: 0, showHeader: true, showTypeIcons: false };
  const custom: Plain<FieldConfig> = {
    align: "auto",
    cellOptions: { type: "color-background", mode: "basic" },
    inspect: false,
    minWidth: 80,
  };
  return panel(
    {
      ...spec,
      queries: [{ expr, legend: "" }],
      overrides: [
        {
          matcher: { id: "byType", options: "number" },
          properties: [
            { id: "unit", value: unit },
            { id: "thresholds", value: thresholds },
            ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
          ],
        },
      ],
    },
    {
      type: "table",
      target: "table",
      options,
      custom,
      color: { mode: "thresholds" },
      transformations: [
        {
          id: "groupingToMatrix",
          options: { rowField: rows, columnField: columns, valueField: "Value", emptyValue: "null" },
        },
      ],
    },
  );
}
