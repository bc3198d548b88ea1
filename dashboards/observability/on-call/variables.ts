import { dataSourceVariable, labelVariable, type Variable } from "../../kit/variables.ts";
import { inCluster } from "../selectors.ts";
import { clusterVariable } from "../variables.ts";

/** The alerts that the page is about: of the chosen clusters and teams, but for the heartbeat, which fires always. */
export const ofTeam = `${inCluster}, team=~"$team", alertname!="Watchdog"`;

/** All clusters and teams. */
export function onCallVariables(): Variable[] {
  return [
    dataSourceVariable(),
    clusterVariable(),
    labelVariable({
      name: "team",
      label: "Team",
      description: "Teams that had an alert within the time range. Default: all.",
      series: "ALERTS",
      values: "team",
      all: ".*",
    }),
  ];
}
