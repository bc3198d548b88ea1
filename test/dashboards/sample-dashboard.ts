import type { Dashboard } from "../../dashboards/dashboard.ts";
import type { DashboardModel, PanelModel } from "../../dashboards/model.ts";

/** A query that no check has anything against. */
export const soundTarget = {
  refId: "A",
  datasource: { type: "prometheus", uid: "$datasource" },
  expr: 'avg by (node_id) (butterfly_cpu_usage_ratio{node_id=~"$node"})',
  legendFormat: "{{node_id}}",
};

/** A panel that no check has anything against. */
export const soundPanel = {
  id: 1,
  type: "timeseries",
  title: "CPU",
  description: "Use of the CPU. **Good:** low. **Otherwise:** add nodes.",
  datasource: { type: "prometheus", uid: "$datasource" },
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  targets: [soundTarget],
  fieldConfig: {
    defaults: {
      unit: "percentunit",
      thresholds: {
        steps: [
          { value: null, color: "green" },
          { value: 0.95, color: "red" },
        ],
      },
    },
    overrides: [],
  },
} satisfies PanelModel;

/** A dashboard that no check has anything against. */
export const soundModel = {
  uid: "sample",
  title: "Sample",
  panels: [soundPanel],
  templating: {
    list: [
      { type: "datasource", name: "datasource", query: "prometheus" },
      {
        type: "query",
        name: "node",
        query: { query: "label_values(butterfly_cpu_usage_ratio, node_id)", refId: "A" },
        datasource: { type: "prometheus", uid: "$datasource" },
      },
    ],
  },
  annotations: { list: [] },
} satisfies DashboardModel;

/** The listing of a model, as one of this repository or as one that was brought along. */
export function listed(model: DashboardModel, source = "dashboards/sample.ts"): Dashboard {
  const { uid, title } = model;
  const origin = source.endsWith(".json") ? "export" : "code";
  return { system: "butterfly", folder: "Butterfly", uid, title, source, origin, build: () => model };
}

/** The sample with one panel, which is the sound one with some fields changed. */
export function withPanel(changes: Partial<PanelModel>): DashboardModel {
  return { ...soundModel, panels: [{ ...soundPanel, ...changes }] };
}

/** The sample with another query. */
export function withQuery(expr: string, legendFormat = "x"): DashboardModel {
  return withPanel({ targets: [{ refId: "B", datasource: soundTarget.datasource, expr, legendFormat }] });
}
