/** Which settings a field takes, from the defaults of its panel and from overrides: in Grafana the panels' plugins say it. */
import {
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type Field,
  FieldConfigOptionsRegistry,
  type FieldConfigPropertyItem,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from "@grafana/data";

const always = () => true;
const ofNumbers = (field: Field) => field.type === FieldType.number;

/** Grafana's own settings (`getAllStandardFieldConfigs` of its app). A unit goes to every column, of labels too. */
const standard = [
  ["unit", unitOverrideProcessor, always],
  ["min", numberOverrideProcessor, ofNumbers],
  ["max", numberOverrideProcessor, ofNumbers],
  ["decimals", numberOverrideProcessor, ofNumbers],
  ["displayName", displayNameOverrideProcessor, always],
  ["color", identityOverrideProcessor, always],
  ["noValue", identityOverrideProcessor, always],
  ["links", dataLinksOverrideProcessor, always],
  ["mappings", valueMappingsOverrideProcessor, always],
  ["thresholds", thresholdsOverrideProcessor, always],
] as const;

/** Defaults of the plugins for graphs and tables. */
export const customDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  timeseries: {
    drawStyle: "line",
    lineInterpolation: "linear",
    lineWidth: 1,
    fillOpacity: 0,
    gradientMode: "none",
    barAlignment: 0,
    stacking: { mode: "none", group: "A" },
    axisGridShow: true,
    axisCenteredZero: false,
    axisPlacement: "auto",
    axisColorMode: "text",
    axisLabel: "",
    scaleDistribution: { type: "linear" },
    showPoints: "auto",
    pointSize: 5,
    spanNulls: false,
    insertNulls: false,
    hideFrom: { legend: false, tooltip: false, viz: false },
    thresholdsStyle: { mode: "off" },
  },
  table: { align: "auto", cellOptions: { type: "auto" }, inspect: false, filterable: false },
};

/** The settings of a panel's fields: Grafana's, and those under `custom` that its defaults or overrides name. */
export function settingsOf(custom: readonly string[]): FieldConfigOptionsRegistry {
  const item = (
    id: string,
    path: string,
    process: FieldConfigPropertyItem["process"],
    shouldApply: (field: Field) => boolean,
    isCustom: boolean,
  ): FieldConfigPropertyItem => ({
    id,
    path,
    name: path,
    isCustom,
    process,
    shouldApply,
    editor: () => null,
    override: () => null,
  });
  return new FieldConfigOptionsRegistry(() => [
    ...standard.map(([id, process, shouldApply]) =>
      item(id, id, process as FieldConfigPropertyItem["process"], shouldApply, false),
    ),
    ...custom.map((name) => item(`custom.${name}`, name, identityOverrideProcessor, always, true)),
  ]);
}
