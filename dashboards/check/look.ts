/** What Grafana makes of a panel's settings and people would not expect: cut titles, one colour for two lines, units on labels. */
import type { Problem } from "../../problems/problem.ts";
import { gridColumns } from "../kit/layout.ts";
import type { PanelModel } from "../model.ts";
import { nameOf, panelsOf } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/** The narrowest page that panels must be readable on, in pixels; 16 on either side are its edge. */
const pageWidth = 1280 - 2 * 16;

/** The average character of a panel's title, 14 pixels high in Inter, in pixels. */
const characterWidth = 7.7;

/**
 * What a panel's head has beside the title, in pixels: the gap between two panels, its edges, and the "i" of the description. Measured
 * with Grafana's own: on 3 columns a title has 87 pixels.
 */
const headEdges = 69;

/** What stands on either side of a table, in pixels: the gap between two panels, and the panel's edge. */
const tableEdges = 24;

/** The columns of a graph whose legend has room for a short name beside two numbers. */
const legendColumns = 6;

/** The least width of a table's column, in pixels: two of the grid's columns, less those edges. */
const leastColumn = 90;

/** The panels whose options Grafana migrates by their version (`sharedSingleStatMigrationHandler` in `@grafana/ui`). */
const migrated: ReadonlySet<string> = new Set(["stat", "gauge", "bargauge"]);

/** What would look wrong, panel by panel. */
export function lookProblems(subject: Subject): Problem[] {
  return panelsOf(subject.model).flatMap((panel) => {
    const doubt = (message: string, hint: string) =>
      doubtAt(subject)({ file: subject.file, part: nameOf(panel) }, message, { hint });
    const unit = panel.fieldConfig?.defaults?.unit ?? "";
    return [
      ...(migrated.has(panel.type) && !panel.pluginVersion && unit.startsWith("percent")
        ? [
            doubt(
              "The panel has no pluginVersion: Grafana takes it for one of version 6.1 and draws shares from 0 to 1.",
              "export it again from a Grafana of today",
            ),
          ]
        : []),
      ...(panel.type === "table" && unit !== ""
        ? [
            doubt(
              `Grafana writes the unit "${unit}" into columns of labels, too, where they look like numbers.`,
              "give it to the columns with values, as overrides",
            ),
          ]
        : []),
      // People who brought a dashboard along have seen it.
      ...(subject.origin === "export" ? [] : [...widthProblems(panel, doubt), ...colourProblems(panel, doubt)]),
    ];
  });
}

type Doubt = (message: string, hint: string) => Problem;

function widthProblems(panel: PanelModel, doubt: Doubt): Problem[] {
  const columns = panel.gridPos?.w || gridColumns;
  const title = panel.title ?? "";
  const room = Math.floor(((pageWidth / gridColumns) * columns - headEdges) / characterWidth);
  const shown = Map.groupBy(
    (panel.fieldConfig?.overrides ?? []).filter(({ matcher }) => matcher?.id === "byName"),
    ({ matcher }) => matcher?.options,
  );
  const wide = [...shown.values()].reduce((sum, overrides) => sum + columnWidth(overrides), 0);
  return [
    ...(panel.type !== "row" && title.length > room
      ? [doubt(`The title is cut off: ${columns} columns have room for ${room} characters.`, "shorten it, or widen it")]
      : []),
    ...(panel.type === "timeseries" && columns < legendColumns && (panel.targets ?? []).some(isNamedByLabels)
      ? [
          doubt(
            `The legend is cut off: it names its series by labels, on ${columns} columns.`,
            `give it ${legendColumns}`,
          ),
        ]
      : []),
    ...(panel.type === "table" && wide > (pageWidth / gridColumns) * columns - tableEdges
      ? [
          doubt(
            `${shown.size} columns do not fit a table that is ${columns} of ${gridColumns} wide.`,
            "two for each, and more for those that say how wide they are",
          ),
        ]
      : []),
  ];
}

/** Whether series are named by a label: nobody knows how long that is. */
function isNamedByLabels({ legendFormat }: { readonly legendFormat?: string | null | undefined }): boolean {
  return legendFormat?.includes("{{") === true;
}

type Overrides = NonNullable<NonNullable<PanelModel["fieldConfig"]>["overrides"]>;

/** Pixels of a table's column: as many as it says, or the least that the kit gives one. */
function columnWidth(overrides: Overrides): number {
  const widths = overrides.flatMap(({ properties }) =>
    (properties ?? []).flatMap(({ id, value }) => (id === "custom.width" && typeof value === "number" ? [value] : [])),
  );
  return widths[0] ?? leastColumn;
}

/** Series that have a colour of their own beside others that have none, or the same: nobody can tell which is which. */
function colourProblems(panel: PanelModel, doubt: Doubt): Problem[] {
  const coloured = (panel.fieldConfig?.overrides ?? []).flatMap(({ matcher, properties }) =>
    (properties ?? []).flatMap(({ id, value }) => (id === "color" ? [{ matcher, value }] : [])),
  );
  if (coloured.length === 0) return [];
  const fixed = coloured.flatMap(({ value }) =>
    typeof value === "object" && value !== null && "mode" in value && value.mode === "fixed"
      ? [JSON.stringify(value)]
      : [],
  );
  const plain = (panel.targets ?? []).filter(
    ({ legendFormat }) => !coloured.some(({ matcher }) => fits(matcher, legendFormat ?? "")),
  );
  return [
    ...plain.map(({ legendFormat }) =>
      doubt(`"${legendFormat}" has no colour of its own, and the others have.`, "give all or none a colour"),
    ),
    ...(new Set(fixed).size < fixed.length ? [doubt("Two series have one colour.", "use shades of it")] : []),
  ];
}

function fits(
  matcher: { readonly id?: string | null | undefined; readonly options?: unknown } | null | undefined,
  legend: string,
): boolean {
  if (typeof matcher?.options !== "string") return false;
  if (matcher.id === "byName") return matcher.options === legend;
  const pattern = /^\/(.*)\/$/.exec(matcher.options)?.[1];
  return matcher.id === "byRegexp" && pattern !== undefined && new RegExp(pattern).test(legend);
}
