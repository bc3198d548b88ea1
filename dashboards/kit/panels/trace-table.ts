import type { FieldConfig, Options } from "@grafana/grafana-foundation-sdk/table";
import { logsOfTrace } from "../explore.ts";
import type { Plain } from "../plain.ts";
import { traceList } from "../traces.ts";
import { type Panel, type PanelSpec, panel } from "./panel.ts";

/** A list of traces that Tempo has. */
export interface TraceTableSpec extends Pick<PanelSpec, "id" | "title" | "description"> {
  /** TraceQL that gives traces. */
  readonly query: string;
  /** `traces`: a row a trace. `spans`: a row a span, with a column for each attribute that the query names. */
  readonly rows: "traces" | "spans";
  /** What columns of attributes are called, by the attribute's name without its scope, and of short ones the pixels that they take. Default: by that name. */
  readonly titles?: Readonly<Record<string, string | { readonly title: string; readonly width: number }>>;
  /** Rows at most. Default: 20, as Tempo's own. */
  readonly limit?: number;
}

/** A table of traces. The id leads to the trace, by Grafana itself; the service to its logs. */
export function traceTable({ query, rows, titles = {}, limit = 20, ...rest }: TraceTableSpec): Panel {
  const options: Plain<Options> = {
    cellHeight: "sm",
    frameIndex: 0,
    showHeader: true,
    showTypeIcons: false,
    sortBy: [],
  };
  // The SDK does not have `wrapText` yet (Grafana 12.1).
  const custom: Plain<FieldConfig> & { readonly wrapText: boolean } = {
    align: "auto",
    cellOptions: { type: "auto" },
    inspect: false,
    minWidth: 90,
    // The name of a span is long, and what tells it from the others is its end.
    wrapText: true,
  };
  const { id, start, service, name, duration } = FIELDS[rows];
  return panel(
    {
      ...rest,
      queries: [],
      traces: traceList(query, rows, limit),
      overrides: [
        // Who follows the link needs no more of it, and the duration, which comes last, must be in sight.
        column(id, "Trace", [{ id: "custom.width", value: 75 }]),
        column(start, "Start", [{ id: "custom.width", value: 100 }]),
        column(service, "Service", [{ id: "links", value: [logsOfTrace(id)] }]),
        column(name, "Name", [{ id: "custom.minWidth", value: 160 }]),
        ...(rows === "spans" ? [column("spanID", "Span", [{ id: "custom.width", value: 75 }])] : []),
        ...Object.entries(titles).map(([attribute, one]) =>
          typeof one === "string"
            ? column(attribute, one, [])
            : column(attribute, one.title, [{ id: "custom.width", value: one.width }]),
        ),
        column(duration, "Duration", [
          { id: "unit", value: rows === "traces" ? "ms" : "ns" },
          { id: "custom.width", value: 85 },
        ]),
      ],
    },
    { type: "table", target: "table", options, custom, color: { mode: "thresholds" } },
  );
}

type Override = NonNullable<PanelSpec["overrides"]>[number];

/** A column under a name that people read. */
function column(field: string, title: string, properties: Override["properties"]): Override {
  return {
    matcher: { id: "byName", options: field },
    properties: [{ id: "displayName", value: title }, ...properties],
  };
}

/** Names of fields in the answers of Grafana's plugin: of a list of spans the trace's id and the start are there under others. */
const FIELDS = {
  traces: { id: "traceID", start: "startTime", service: "traceService", name: "traceName", duration: "traceDuration" },
  spans: { id: "traceIdHidden", start: "time", service: "traceService", name: "name", duration: "duration" },
} as const;
