/**
 * The ways between metrics, logs and traces: what each data source says of the others
 * (https://grafana.com/docs/grafana/latest/datasources/tempo/configure-tempo-data-source/). A way is there where both its ends are.
 */
import type { PlaceFacts } from "../place.ts";
import { DATA_SOURCES, type DataSource } from "../workload/data-source.ts";

const { metrics: METRICS, logs: LOGS, traces: TRACES } = DATA_SOURCES;

type JsonData = DataSource["jsonData"];

/** A data source with what it says of those that there are. */
export function correlated<Source extends Pick<DataSource, "type" | "jsonData">>(
  { cluster }: Pick<PlaceFacts, "cluster">,
  source: Source,
  all: readonly Pick<DataSource, "uid">[],
): Source {
  const there = (uid: string) => all.some((other) => other.uid === uid);
  const waysOut = (): JsonData => {
    switch (source.type) {
      case "prometheus":
        return there(TRACES) ? exemplarsToTraces : {};
      case "loki":
        return there(TRACES) ? logsToTraces : {};
      case "tempo":
        return {
          ...(there(LOGS) ? tracesToLogs(cluster) : {}),
          ...(there(METRICS) ? tracesToMetrics(cluster) : {}),
          nodeGraph: { enabled: true },
        };
      case "alertmanager":
        return {};
    }
  };
  return { ...source, jsonData: { ...source.jsonData, ...waysOut() } };
}

/** A point of a graph leads to the trace that it was measured on. */
const exemplarsToTraces: JsonData = {
  exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: TRACES, urlDisplayLabel: "Open the trace" }],
};

/** A line leads to its trace. The id is beside the line, not in it. */
const logsToTraces: JsonData = {
  derivedFields: [
    {
      name: "Trace",
      matcherType: "label",
      matcherRegex: "trace_id",
      // An id alone is a whole query of traces.
      url: variable("__value.raw"),
      datasourceUid: TRACES,
      urlDisplayLabel: "Open the trace",
    },
  ],
};

/** A span leads to what its service logged for the same trace around that time. */
function tracesToLogs(cluster: string): JsonData {
  return {
    tracesToLogsV2: {
      datasourceUid: LOGS,
      // Clocks differ, and a line may be written before its span begins.
      spanStartTimeShift: "-5m",
      spanEndTimeShift: "5m",
      tags: [
        { key: "service.name", value: "service_name" },
        { key: "k8s.namespace.name", value: "k8s_namespace_name" },
      ],
      // By the trace and not by the span: most libraries log with the id of whichever span is innermost.
      customQuery: true,
      query: `{cluster="${cluster}", ${variable("__tags")}} | trace_id="${variable("__span.traceId")}"`,
    },
  };
}

/** A span leads to how often its service was called, how often in vain, and for how long; and services to whom they call. */
function tracesToMetrics(cluster: string): JsonData {
  // Without braces: Grafana looks for it letter by letter here.
  const spans = `cluster="${cluster}", $__tags`;
  const rate = (matchers: string) => `rate(traces_spanmetrics_calls_total{${matchers}}[5m])`;
  return {
    tracesToMetrics: {
      datasourceUid: METRICS,
      spanStartTimeShift: "-15m",
      spanEndTimeShift: "15m",
      tags: [{ key: "service.name", value: "service" }],
      queries: [
        { name: "Spans a second", query: `sum by (span_name) (${rate(spans)})` },
        {
          name: "Share of failed spans",
          query: `sum by (span_name) (${rate(`${spans}, status_code="STATUS_CODE_ERROR"`)}) / sum by (span_name) (${rate(spans)})`,
        },
        {
          name: "P95 latency",
          query: `histogram_quantile(0.95, sum by (span_name, le) (rate(traces_spanmetrics_latency_bucket{${spans}}[5m])))`,
        },
      ],
    },
    serviceMap: { datasourceUid: METRICS },
  };
}

/** A variable that Grafana fills in when somebody follows a link. */
function variable(name: string): string {
  return `\${${name}}`;
}
