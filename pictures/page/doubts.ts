/** What is wrong with what a panel is about to show, whatever it looks like. */

import type { GrafanaTheme2 } from "@grafana/data";
import { type Field, FieldType, formattedValueToString, getFieldDisplayName, getFieldSeriesColor } from "@grafana/data";
import type { PreparedPanel } from "./prepare.ts";

/** One sentence for each. */
export function doubtsOf({ panel, data }: PreparedPanel, theme: GrafanaTheme2): string[] {
  const fields = data.flatMap((frame) =>
    frame.fields.map((field) => ({ field, name: getFieldDisplayName(field, frame, data) })),
  );
  const lines = panel.type === "timeseries" ? fields.filter(({ field }) => field.type === FieldType.number) : [];
  const byColour = Map.groupBy(lines, ({ field }) => getFieldSeriesColor(field, theme).color);
  return [
    ...(panel.type === "table" ? fields.flatMap(({ field, name }) => unitOnLabel(field, name)) : []),
    ...[...byColour.values()]
      .filter((same) => same.length > 1)
      .map((same) => `one colour for ${same.map(({ name }) => name).join(", ")}`),
    ...sameNames(lines.map(({ name }) => name)).map((name) => `two series are called "${name}"`),
  ];
}

/** A column of labels whose values are shown as something else than they are, as layer "7 s". */
function unitOnLabel(field: Field, name: string): string[] {
  if (field.type !== FieldType.string) return [];
  const value = field.values.find((each: unknown) => typeof each === "string" && each !== "");
  const shown =
    value === undefined || field.display === undefined ? value : formattedValueToString(field.display(value));
  return shown === value ? [] : [`the label column "${name}" shows "${value}" as "${shown}"`];
}

function sameNames(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
