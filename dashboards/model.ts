/**
 * A Grafana dashboard as the checks and the writers see it: the classic JSON model, with only the fields they read named;
 * the others pass as they are. What the kit builds and what Grafana's UI exports both fit, and so do dashboards of before
 * Grafana 5, whose panels stand in `rows`.
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
import * as z from "zod";

/** A reference to a data source. A string (its name) and null (the default) come from old exports only. */
const dataSource = z
  .union([z.string(), z.looseObject({ type: z.string().nullish(), uid: z.string().nullish() })])
  .nullish();

/** One query of a panel. Which field holds its text depends on the data source. */
const target = z.looseObject({
  refId: z.string().nullish(),
  expr: z.string().nullish(),
  legendFormat: z.string().nullish(),
  datasource: dataSource,
});

/** From `value` upwards the colour holds; the first step's value is null, which is minus infinity. */
export const thresholdsSchema = z.looseObject({
  /** Whether steps are values, or percentages of the way from the panel's least to its highest. Default: values. */
  mode: z.string().nullish(),
  steps: z.array(z.looseObject({ value: z.number().nullish(), color: z.string() })).nullish(),
});

/** What is different for one series or column. */
const override = z.looseObject({
  matcher: z.looseObject({ id: z.string().nullish(), options: z.unknown().optional() }).nullish(),
  properties: z.array(z.looseObject({ id: z.string(), value: z.unknown().optional() })).nullish(),
});

const panel = z.looseObject({
  id: z.number().nullish(),
  type: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  pluginVersion: z.string().nullish(),
  datasource: dataSource,
  /** 24 columns wide; one unit of height is 30 pixels and 8 of margin. */
  gridPos: z
    .looseObject({ x: z.number().nullish(), y: z.number().nullish(), w: z.number().nullish(), h: z.number().nullish() })
    .nullish(),
  targets: z.array(target).nullish(),
  fieldConfig: z
    .looseObject({
      defaults: z.looseObject({ unit: z.string().nullish(), thresholds: thresholdsSchema.nullish() }).nullish(),
      overrides: z.array(override).nullish(),
    })
    .nullish(),
  get panels() {
    return z.array(panel).nullish();
  },
});

const variable = z.looseObject({
  type: z.string(),
  name: z.string(),
  query: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  datasource: dataSource,
});

const annotation = z.looseObject({
  name: z.string().nullish(),
  expr: z.string().nullish(),
  target: z.looseObject({ expr: z.string().nullish(), query: z.string().nullish() }).nullish(),
  datasource: dataSource,
});

/** A whole dashboard. */
export const dashboardSchema = z.looseObject({
  uid: z.string().min(1),
  title: z.string().min(1),
  panels: z.array(panel).nullish(),
  /** Before Grafana 5. */
  rows: z.array(z.looseObject({ title: z.string().nullish(), panels: z.array(panel).nullish() })).nullish(),
  templating: z.looseObject({ list: z.array(variable).nullish() }).nullish(),
  annotations: z.looseObject({ list: z.array(annotation).nullish() }).nullish(),
});

/** A whole dashboard. */
export type DashboardModel = z.input<typeof dashboardSchema>;

/** A panel, or a row: a title across the page that may hold panels of its own when it is collapsed. */
export type PanelModel = z.input<typeof panel>;

/** A dashboard variable. */
export type VariableModel = z.input<typeof variable>;

/** A reference to a data source. */
export type DataSourceRef = z.input<typeof dataSource>;
