import type { DashboardModel, DataSourceRef, PanelModel } from "../model.ts";

/** Every panel of a dashboard, rows too, with those inside collapsed rows, in the order of the page. */
export function panelsOf(model: DashboardModel): PanelModel[] {
  const withNested = (panel: PanelModel): PanelModel[] => [panel, ...(panel.panels ?? []).flatMap(withNested)];
  return (model.panels ?? []).flatMap(withNested);
}

/** What a message calls a panel. */
export function nameOf(panel: PanelModel): string {
  if (panel.title !== undefined && panel.title !== "") return panel.title;
  return panel.id === undefined ? `a ${panel.type} panel without a title` : `panel ${panel.id}`;
}

/** The uid of a data source, which is a variable such as `$datasource` where all is well. */
export function dataSourceUid(reference: DataSourceRef | undefined): string | undefined {
  if (reference === undefined || reference === null) return undefined;
  return typeof reference === "string" ? reference : reference.uid;
}

/** The kind of a data source, e.g. `prometheus`. */
export function dataSourceType(reference: DataSourceRef | undefined): string | undefined {
  return typeof reference === "object" && reference !== null ? reference.type : undefined;
}
