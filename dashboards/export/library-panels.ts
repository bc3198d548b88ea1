/**
 * Library panels: panels that a Grafana keeps once for several dashboards
 * (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/manage-library-panels/). A dashboard only names them;
 * one that was exported "for sharing" brings what they show along.
 */
import * as z from "zod";
import type { DashboardModel, PanelModel } from "../model.ts";
import { nameOf, panelsOf } from "../walk.ts";

const link = z.object({ libraryPanel: z.object({ uid: z.string() }) });
const exported = z.record(z.string(), z.object({ model: z.looseObject({ type: z.string() }) }));

/** The dashboard with each library panel's content in its place, which keeps its number and its size. */
export function withLibraryPanels(model: DashboardModel, elements: unknown): DashboardModel {
  const contents = exported.safeParse(elements ?? {}).data ?? {};
  const resolve = (panel: PanelModel): PanelModel => {
    const content = contents[link.safeParse(panel).data?.libraryPanel.uid ?? ""]?.model;
    const { libraryPanel: _link, ...own } = panel;
    const resolved = content === undefined ? panel : { ...content, ...own, type: content.type };
    return resolved.panels ? { ...resolved, panels: resolved.panels.map(resolve) } : resolved;
  };
  return model.panels ? { ...model, panels: model.panels.map(resolve) } : model;
}

/** The names of the library panels of which a dashboard has the name alone. */
export function libraryPanels(model: DashboardModel): readonly string[] {
  return panelsOf(model)
    .filter((panel) => link.safeParse(panel).success && (panel.targets ?? []).length === 0)
    .map(nameOf);
}
