import { type DashboardSpec, dashboard, type KitDashboard } from "../kit/dashboard.ts";
import { podsStarted } from "./annotations.ts";
import { butterflyVariables } from "./variables.ts";

/** A page of Butterfly, with what all of them share: the folder, the specification's variables, and when pods started. */
export function butterflyPage(
  spec: Pick<DashboardSpec, "source" | "uid" | "title" | "description" | "bands">,
): KitDashboard {
  return dashboard({
    ...spec,
    system: "butterfly",
    folder: "Butterfly",
    variables: butterflyVariables(),
    annotations: [podsStarted()],
  });
}
