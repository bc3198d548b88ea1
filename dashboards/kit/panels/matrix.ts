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

/** Pixels for the names of rows: of some fifteen characters. */
const rowWidth = 130;

/** A matrix of the values now; a cell without a value is empty. */
export function matrix({ expr, rows, columns, unit, decimals, thresholds, ...spec }: MatrixSpec): Panel {
  const rowTitle = `${rows} \\ ${columns}`.replaceAll("_", " ");
  const options: Plain<Options> = {
    cellHeight: "sm",
    frameIndex: 0,
    showHeader: true,
    showTypeIcons: false,
    sortBy: [{ displayName: rowTitle, desc: false }],
  };
  // The SDK does not have `wrapHeaderText` yet (Grafana 12.1).
  const custom: Plain<FieldConfig> & { readonly wrapHeaderText: boolean } = {
    align: "auto",
    cellOptions: { type: "color-background", mode: "basic" },
    inspect: false,
    minWidth: 80,
    wrapHeaderText: true,
  };
  return panel(
    {
      ...spec,
      queries: [{ expr, legend: "" }],
      overrides: [
        {
          matcher: { id: "byType", options: "string" },
          properties: [
            { id: "custom.cellOptions", value: { type: "auto" } },
            { id: "custom.width", value: rowWidth },
            { id: "displayName", value: rowTitle },
          ],
        },
        {
          matcher: { id: "byType", options: "number" },
          properties: [
            // A member does not meet itself: such a cell stays empty.
            { id: "noValue", value: "–" },
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
        // Columns by name, as the rows are: Prometheus answers in no order. What heads the rows stays the first, by a name that does.
        { id: "organize", options: { renameByName: { [`${rows}\\${columns}`]: " " } } },
        { id: "organize", options: { orderByMode: "auto", orderBy: [{ type: "name", desc: false }] } },
      ],
    },
  );
}
