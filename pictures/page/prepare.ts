/** A panel's answers through its transformations, defaults and overrides, as Grafana does between a query and a panel. */
import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  type DataFrame,
  type DataTransformerConfig,
  type Field,
  type FieldConfigSource,
  FieldType,
  type GrafanaTheme2,
  transformDataFrame,
} from "@grafana/data";
import { lastValueFrom } from "rxjs";
import type { AnswerField, AnswerFrame, DrawnPanel } from "../drawing.ts";
import { customDefaults, settingsOf } from "./field-settings.ts";

/** A panel that can be shown. */
export interface PreparedPanel extends Omit<DrawnPanel, "frames"> {
  readonly data: DataFrame[];
  readonly fieldConfig: FieldConfigSource;
}

const types = { time: FieldType.time, number: FieldType.number, string: FieldType.string } as const;

/** @param step seconds between two points: where one is missing, the line breaks. */
export async function prepare(
  { frames, ...drawn }: DrawnPanel,
  theme: GrafanaTheme2,
  step: number,
): Promise<PreparedPanel> {
  const { panel } = drawn;
  const given = (panel.fieldConfig ?? {}) as Partial<FieldConfigSource>;
  const custom = { ...customDefaults[panel.type], ...given.defaults?.custom };
  const overridden = (given.overrides ?? []).flatMap(({ properties }) =>
    properties.flatMap(({ id }) => (id.startsWith("custom.") ? [id.slice("custom.".length)] : [])),
  );
  const fieldConfig: FieldConfigSource = {
    defaults: { ...given.defaults, custom },
    overrides: given.overrides ?? [],
  };
  const transformations = (panel.transformations ?? []) as DataTransformerConfig[];
  const transformed = await lastValueFrom(
    transformDataFrame(
      transformations,
      frames.map((frame) => frameOf(frame, step)),
    ),
  );
  const data = applyFieldOverrides({
    data: transformed,
    fieldConfig,
    fieldConfigRegistry: settingsOf([...new Set([...Object.keys(custom), ...overridden])]),
    replaceVariables: (text) => text,
    theme,
    timeZone: "utc",
  });
  // Tables head their columns with these.
  cacheFieldDisplayNames(data);
  return { ...drawn, data, fieldConfig };
}

function frameOf({ refId, fields }: AnswerFrame, step: number): DataFrame {
  return {
    refId,
    fields: fields.map((field) => fieldOf(field, step)),
    length: fields[0]?.values.length ?? 0,
  };
}

function fieldOf({ name, type, labels, displayName, values }: AnswerField, step: number): Field {
  return {
    name,
    type: types[type],
    ...(labels === undefined ? {} : { labels: { ...labels } }),
    config: {
      ...(displayName === undefined ? {} : { displayNameFromDS: displayName }),
      ...(type === "time" ? { interval: step * 1000 } : {}),
    },
    values: values.map((value) => (type === "number" && typeof value === "string" ? Number(value) : value)),
  };
}
