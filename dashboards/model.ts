/**
 * A Grafana dashboard as the checks and the writers see it: the classic JSON model, with only the fields they read
 * named. What the kit builds and what Grafana's UI exports both fit.
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */

/** A reference to a data source. A string or null comes from old exports only. */
export type DataSourceRef = { readonly type?: string | undefined; readonly uid?: string | undefined } | string | null;

/** One query of a panel. */
export interface TargetModel {
  readonly refId?: string | undefined;
  readonly expr?: string | undefined;
  readonly legendFormat?: string | undefined;
  readonly datasource?: DataSourceRef | undefined;
  readonly [key: string]: unknown;
}

/** Where a panel stands: 24 columns wide, one unit of height is 30 pixels and 8 of margin. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** From `value` upwards the colour holds; the first step's value is null, which is minus infinity. */
export interface ThresholdStep {
  readonly value?: number | null | undefined;
  readonly color: string;
}

/** A panel, or a row: a title across the page that may hold panels of its own when it is collapsed. */
export interface PanelModel {
  readonly id?: number | undefined;
  readonly type: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly datasource?: DataSourceRef | undefined;
  readonly gridPos?: GridPos | undefined;
  readonly targets?: readonly TargetModel[] | undefined;
  readonly panels?: readonly PanelModel[] | undefined;
  readonly fieldConfig?:
    | {
        readonly defaults?:
          | {
              readonly unit?: string | undefined;
              readonly thresholds?: { readonly steps?: readonly ThresholdStep[] | undefined } | undefined;
              readonly [key: string]: unknown;
            }
          | undefined;
        readonly overrides?: readonly unknown[] | undefined;
      }
    | undefined;
  readonly [key: string]: unknown;
}

/** A dashboard variable. */
export interface VariableModel {
  readonly type: string;
  readonly name: string;
  readonly query?: string | Readonly<Record<string, unknown>> | undefined;
  readonly datasource?: DataSourceRef | undefined;
  readonly [key: string]: unknown;
}

/** Events drawn over the graphs. */
export interface AnnotationModel {
  readonly name?: string | undefined;
  readonly expr?: string | undefined;
  readonly datasource?: DataSourceRef | undefined;
  readonly [key: string]: unknown;
}

/** A whole dashboard. */
export interface DashboardModel {
  readonly uid: string;
  readonly title: string;
  readonly panels?: readonly PanelModel[] | undefined;
  readonly templating?: { readonly list?: readonly VariableModel[] | undefined } | undefined;
  readonly annotations?: { readonly list?: readonly AnnotationModel[] | undefined } | undefined;
  readonly [key: string]: unknown;
}
