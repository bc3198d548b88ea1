import { serviceMap } from "../traces.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** Who calls whom. */
export interface NodeGraphSpec extends Pick<PanelSpec, "id" | "title" | "description"> {
  /** Matchers of the series `traces_service_graph_…`. */
  readonly matchers: string;
}

/** Services as circles, red as far as their requests fail, with arrows to those that they call. A click leads to each one's numbers. */
export function nodeGraph({ matchers, ...rest }: NodeGraphSpec): Panel {
  const options = { nodes: { mainStatUnit: "ms", secondaryStatUnit: "reqps" }, zoomMode: "cooperative" };
  return panel(
    { ...rest, queries: [], traces: serviceMap(matchers) },
    { type: "nodeGraph", target: "range", options, color: { mode: "thresholds" } },
  );
}
