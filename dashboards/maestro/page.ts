import type { Dashboard } from "../dashboard.ts";
import { type DashboardSpec, dashboard } from "../kit/dashboard.ts";
import { podsStarted } from "./annotations.ts";

/** A page of Maestro's: in its folder, with its deployments drawn over the graphs. */
export function maestroPage(spec: Omit<DashboardSpec, "system" | "folder" | "annotations">): Dashboard {
  return dashboard({ ...spec, system: "maestro", folder: "Maestro ML Platform", annotations: [podsStarted()] });
}
