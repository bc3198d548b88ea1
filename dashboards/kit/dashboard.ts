import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Dashboard as SdkDashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dashboard } from "../dashboard.ts";
import { type Annotation, firingAlerts } from "./annotations.ts";
import { type Band, layout, type PlacedPanel, type RowTitle } from "./layout.ts";
import { commonTag, pageLinks } from "./links.ts";
import type { Plain } from "./plain.ts";
import type { Variable } from "./variables.ts";

/** A dashboard as Grafana's JSON has it. `id` and `version` are the server's own and never written. */
export type BuiltDashboard = Omit<
  Plain<SdkDashboard>,
  "id" | "version" | "uid" | "title" | "panels" | "annotations"
> & {
  readonly uid: string;
  readonly title: string;
  readonly panels: (PlacedPanel | RowTitle)[];
  readonly annotations: { readonly list: Annotation[] };
};

/** A dashboard that the kit makes. */
export interface KitDashboard extends Dashboard {
  readonly build: () => BuiltDashboard;
}

/** What a dashboard says of itself. */
export interface DashboardSpec extends Pick<Dashboard, "system" | "folder" | "uid" | "title"> {
  /** `import.meta.url` of the file that it is written in. */
  readonly source: string;
  /** One sentence: whom it is for and what it answers. */
  readonly description: string;
  /** In the order they stand at the top of the page. */
  readonly variables: readonly Variable[];
  /** Whose alerts are drawn over all graphs and linked. Default: the system's own. */
  readonly alerts?: "own" | "all";
  /** The time range that it opens with: until now. Default: an hour. */
  readonly opensWith?: "1h" | "7d";
  /** Events drawn over all graphs, besides the alerts. */
  readonly annotations?: readonly Annotation[];
  /** From top to bottom. Made when the dashboard is built. */
  readonly bands: () => readonly Band[];
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

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A dashboard with the specification's defaults: the last hour, anew every 30 seconds. */
export function dashboard(spec: DashboardSpec): KitDashboard {
  const { system, folder, uid, title } = spec;
  const source = relative(repository, fileURLToPath(spec.source));
  return { system, folder, uid, title, source, origin: "code", build: () => built(spec) };
}

function built(spec: DashboardSpec): BuiltDashboard {
  const {
    uid,
    title,
    description,
    system,
    variables,
    alerts = "own",
    opensWith = "1h",
    annotations = [],
    bands,
  } = spec;
  return {
    uid,
    title,
    description,
    tags: [system, commonTag],
    timezone: "browser",
    // What people saved would be gone with the next deployment. "Make editable" in the settings lets them try things out, and
    // a copy is theirs.
    editable: false,
    // A crosshair at the same moment on every graph.
    graphTooltip: 1,
    time: { from: `now-${opensWith}`, to: "now" },
    refresh: "30s",
    timepicker: {
      refresh_intervals: ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"],
      quick_ranges: quickRanges,
    },
    // The version of the JSON model that the SDK describes.
    schemaVersion: 42,
    fiscalYearStartMonth: 0,
    templating: { list: [...variables] },
    annotations: { list: [firingAlerts(alerts === "own" ? system : undefined), ...annotations] },
    links: pageLinks(system, alerts),
    panels: layout(bands()),
  };
}
