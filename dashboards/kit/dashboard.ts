import type { DashboardLink, Dashboard as SdkDashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { type Band, layout, type PlacedPanel, type RowTitle } from "./layout.ts";
import type { Plain } from "./plain.ts";
import type { Variable } from "./variables.ts";

/** A dashboard as Grafana's JSON has it. `id` and `version` are the server's own and never written. */
export type BuiltDashboard = Omit<Plain<SdkDashboard>, "id" | "version" | "uid" | "title" | "panels"> & {
  readonly uid: string;
  readonly title: string;
  readonly panels: (PlacedPanel | RowTitle)[];
};

/** What a dashboard says of itself. */
export interface DashboardSpec {
  readonly uid: string;
  readonly title: string;
  /** One sentence: whom it is for and what it answers. */
  readonly description: string;
  /** The observed system: the tag by which its dashboards link to each other, and the label of its alerts. */
  readonly system: string;
  /** In the order they stand at the top of the page. */
  readonly variables: readonly Variable[];
  /** From top to bottom. */
  readonly bands: readonly Band[];
}

/** The quick ranges of the specification, in the time picker's words. */
const quickRanges = [
  { display: "Last 5 minutes", from: "now-5m", to: "now" },
  { display: "Last 15 minutes", from: "now-15m", to: "now" },
  { display: "Last 1 hour", from: "now-1h", to: "now" },
  { display: "Last 6 hours", from: "now-6h", to: "now" },
  { display: "Last 24 hours", from: "now-24h", to: "now" },
  { display: "Last 7 days", from: "now-7d", to: "now" },
];

/** A dashboard with the specification's defaults: the last hour, anew every 30 seconds. */
export function dashboard(spec: DashboardSpec): BuiltDashboard {
  return {
    uid: spec.uid,
    title: spec.title,
    description: spec.description,
    tags: [spec.system],
    timezone: "browser",
    // People may try things out and save; what is in the repository comes back with the next deployment.
    editable: true,
    // A crosshair at the same moment on every graph.
    graphTooltip: 1,
    time: { from: "now-1h", to: "now" },
    refresh: "30s",
    timepicker: {
      refresh_intervals: ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"],
      quick_ranges: quickRanges,
    },
    // The version of the JSON model that the SDK describes.
    schemaVersion: 42,
    fiscalYearStartMonth: 0,
    templating: { list: [...spec.variables] },
    annotations: { list: [] },
    links: links(spec.system),
    panels: layout(spec.bands),
  };
}

/**
 * At the top of the page: the other dashboards of the system, with variables and time kept, and its alerts. An alert
 * leads to its runbook; where the runbooks are served is the stack's affair, which a dashboard does not know.
 */
function links(system: string): Plain<DashboardLink>[] {
  return [
    {
      title: "Dashboards",
      type: "dashboards",
      icon: "external link",
      tooltip: "Other dashboards of this system",
      tags: [system],
      asDropdown: true,
      targetBlank: false,
      includeVars: true,
      keepTime: true,
    },
    {
      title: "Alerts and runbooks",
      type: "link",
      icon: "bolt",
      tooltip: "The alerts of this system; each leads to its runbook",
      url: `/alerting/list?search=label:system=${system}`,
      tags: [],
      asDropdown: false,
      targetBlank: false,
      includeVars: false,
      keepTime: false,
    },
  ];
}
