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
    ...(isStacked(panel.fieldConfig) ? [] : lines.flatMap(({ field, name }) => offTheScale(field, name))),
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

function isStacked(fieldConfig: PreparedPanel["panel"]["fieldConfig"]): boolean {
  const custom = (fieldConfig?.defaults?.custom ?? {}) as { readonly stacking?: { readonly mode?: string } };
  return custom.stacking?.mode === "normal";
}

/** A line that has left its panel: its end lies above the scale's top or below its bottom. */
function offTheScale({ config: { min, max }, values }: Field, name: string): string[] {
  const last: unknown = values.findLast((value: unknown) => typeof value === "number" && Number.isFinite(value));
  if (typeof last !== "number") return [];
  if (min !== undefined && min !== null && last < min) return [`"${name}" ends at ${last}, and the scale at ${min}`];
  if (max !== undefined && max !== null && last > max) return [`"${name}" ends at ${last}, and the scale at ${max}`];
  return [];
}

function sameNames(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
