import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain } from "./plain.ts";

/** The tag of every dashboard that the kit makes. */
export const commonTag = "aiobs";

/**
 * At the top of the page: the other dashboards of the system and those of all systems, with variables and time kept, and
 * the alerts. An alert leads to its runbook; where the runbooks are served is the stack's affair, which a dashboard
 * does not know.
 */
export function pageLinks(system: string, alerts: "own" | "all"): Plain<DashboardLink>[] {
  return [
    dashboardsOf(system, "Dashboards", "Other dashboards of this system, of the same clusters and time"),
    dashboardsOf(commonTag, "All systems", "Dashboards of all systems, of the same clusters and time"),
    {
      title: "Alerts and runbooks",
      type: "link",
      icon: "bolt",
      tooltip: `The alerts of ${alerts === "own" ? "this system" : "all systems"}; each leads to its runbook`,
      url: `/alerting/list${alerts === "own" ? `?search=label:system=${system}` : ""}`,
      tags: [],
      asDropdown: false,
      targetBlank: false,
      includeVars: false,
      keepTime: false,
    },
  ];
}

function dashboardsOf(tag: string, title: string, tooltip: string): Plain<DashboardLink> {
  return {
    title,
    type: "dashboards",
    icon: "external link",
    tooltip,
    tags: [tag],
    asDropdown: true,
    targetBlank: false,
    includeVars: true,
    keepTime: true,
  };
}

/**
 * A link in a table's cell to the same dashboard for what the cell names alone.
 *
 * @param title what it says of itself
 * @param variable the variable that takes the cell's text
 * @param others the dashboard's other variables, which stay as they are
 */
export function narrowTo(title: string, variable: string, others: readonly string[]): { title: string; url: string } {
  const kept = others.map((name) => `\${${name}:queryparam}`);
  const parameters = [...kept, `var-${variable}=\${__value.text:percentencode}`, "$" + "{__url_time_range}"];
  return { title, url: `/d/\${__dashboard.uid}?${parameters.join("&")}` };
}
