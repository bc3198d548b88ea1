import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/table";
import type { Plain, Unit } from "../plain.ts";
import type { Query } from "../targets.ts";
import type { Thresholds } from "../thresholds.ts";
import { type Panel, type FieldConfig as PanelFieldConfig, type PanelSpec, panel, withEmptyTexts } from "./panel.ts";

/** A column with the values of a label. */
interface LabelColumn {
  /** The label, which the results of the queries have. */
  readonly label: string;
  /** The column's head. */
  readonly title: string;
  /**
   * Pixels that its longest value takes: some 8 a character. Default: it shares what is left with the other columns, down to
   * 90, which is enough for a dozen characters.
   */
  readonly width?: number;
  /** Where a click on a cell leads, e.g. the same dashboard for that node; of several, people choose. */
  readonly link?: CellLink | readonly CellLink[];
}

/** Where a cell leads. */
interface CellLink {
  readonly title: string;
  readonly url: string;
}

/** A column with the values of a query. */
interface ValueColumn extends Omit<Query, "legend" | "exemplars"> {
  readonly title: string;
  readonly unit: Unit;
  readonly decimals?: number;
  /** Colours the text of the cells. Left out where no value is bad in itself. */
  readonly thresholds?: Thresholds;
}

/** A table of values now: a row for each set of labels, a column for each query. */
export interface TableSpec extends Pick<PanelSpec, "id" | "title" | "description" | "empty"> {
  readonly labels: readonly LabelColumn[];
  /** The first one orders the rows. */
  readonly values: readonly [ValueColumn, ...ValueColumn[]];
  /** Which value stands on top: the worst. Default: `highest`. */
  readonly first?: "highest" | "lowest";
}

/**
 * The least width of a column in pixels: two of the grid's columns, less the panel's edge, on a page of 1280. Grafana's own
 * 150 pushes the last columns off the panel.
 */
const minWidth = 90;

/** The refId that a query of `targets()` gets, and with it the name of its column before it is renamed. */
const valueField = (index: number) => `Value #${String.fromCharCode("A".charCodeAt(0) + index)}`;

/**
 * The column a query's values come in. A table of one query has them as `Value`; the `merge` transformation of several
 * keeps them apart by refId.
 */
const valueFields = (columns: readonly ValueColumn[]) =>
  columns.length === 1 ? ["Value"] : columns.map((_, index) => valueField(index));

/** A table: labels first, then the values, in the order given. */
export function table(spec: TableSpec): Panel {
  const { labels, values, first = "highest", ...rest } = spec;
  const fields = valueFields(values);
  const order = [...labels.map(({ label }) => label), ...fields];
  const titles = [...labels.map(({ title }) => title), ...values.map(({ title }) => title)];
  const options: Plain<Options> = {
    cellHeight: "sm",
    frameIndex: 0,
    showHeader: true,
    showTypeIcons: false,
    sortBy: [{ displayName: values[0].title, desc: first === "highest" }],
  };
  // The SDK does not have `wrapHeaderText` yet (Grafana 12.1).
  const custom: Plain<FieldConfig> & { readonly wrapHeaderText: boolean } = {
    align: "auto",
    cellOptions: { type: "auto" },
    inspect: false,
    minWidth,
    wrapHeaderText: true,
  };
  return panel(
    {
      ...rest,
      queries: values.map(({ expr, title }) => ({ expr, legend: title })),
      // Units and texts belong to the values: Grafana would write them into label columns as well, layer "7 s".
      overrides: [...labels.map(labelOverride), ...values.map(valueOverride)],
    },
    {
      type: "table",
      target: "table",
      options,
      custom,
      color: { mode: "thresholds" },
      transformations: [
        { id: "merge", options: {} },
        {
          id: "organize",
          options: {
            // What is recorded, or scraped, and asked for as it is has its name on it.
            excludeByName: { Time: true, __name__: true },
            indexByName: Object.fromEntries(order.map((field, index) => [field, index])),
            renameByName: Object.fromEntries(order.map((field, index) => [field, titles[index] ?? field])),
          },
        },
      ],
    },
  );
}

function labelOverride({ title, link, width }: LabelColumn): PanelFieldConfig["overrides"][number] {
  return {
    matcher: { id: "byName", options: title },
    properties: [
      // A label may be missing, such as the slice of a GPU that has none.
      { id: "noValue", value: "–" },
      ...(width === undefined ? [] : [{ id: "custom.width", value: width }]),
      ...(link === undefined ? [] : [{ id: "links", value: [link].flat() }]),
    ],
  };
}

function valueOverride({ title, unit, decimals, thresholds }: ValueColumn): PanelFieldConfig["overrides"][number] {
  return {
    matcher: { id: "byName", options: title },
    properties: [
      { id: "unit", value: unit },
      // A row may lack what others have, such as a node without GPUs: nothing is missing there.
      { id: "mappings", value: withEmptyTexts([], "–") },
      ...(decimals === undefined ? [] : [{ id: "decimals", value: decimals }]),
      ...(thresholds === undefined
        ? []
        : [
            { id: "thresholds", value: thresholds },
            { id: "custom.cellOptions", value: { type: "color-text" } },
          ]),
    ],
  };
}
