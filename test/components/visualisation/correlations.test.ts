/** Each way between metrics, logs and traces: the link is taken from the data source, filled in as Grafana does, and read. */
import { describe, expect, test } from "vitest";
import { correlated } from "../../../components/visualisation/correlations.ts";
import type { DataSource } from "../../../components/workload/data-source.ts";
import { checkQuery } from "../../../queries/check.ts";
import { knownData } from "../../../systems/known.ts";

const source = (uid: string, type: DataSource["type"]): DataSource => ({
  name: uid,
  uid,
  type,
  port: "http",
  jsonData: {},
});
const metrics = source("prometheus", "prometheus");
const logs = source("loki", "loki");
const traces = source("tempo", "tempo");
const place = { cluster: "c1" };

/** What a data source says beside others. */
const of = (one: DataSource, ...others: readonly DataSource[]) =>
  // As Grafana gets it.
  JSON.parse(JSON.stringify(correlated(place, one, [one, ...others]).jsonData));

const span = {
  id: "0af7651916cd43dd8448eb211c80319c",
  tags: { "service.name": "litellm", "k8s.namespace.name": "shop", "http.route": "/v1" } as Record<string, string>,
};

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** `service_name="litellm", …`, of the tags that the span has (Grafana 13: `createSpanLink.tsx`). */
function tagged(tags: readonly Tag[]): string {
  return tags
    .flatMap(({ key, value }) => (span.tags[key] === undefined ? [] : [`${value}="${span.tags[key]}"`]))
    .join(", ");
}

const problemsOf = (language: "PromQL" | "LogQL" | "TraceQL", query: string) =>
  checkQuery(language, query, knownData()).problems.map(({ message }) => message);

describe("the ways", () => {
  test("from an exemplar lead to the trace whose id it bears", () => {
    expect(of(metrics, traces)).toMatchObject({
      // The collectors' exemplars have their trace's id under this name.
      exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: "tempo" }],
    });
  });

  test("from a line lead to the trace whose id stands beside it", () => {
    const { derivedFields } = of(logs, traces);
    expect(derivedFields).toMatchObject([{ matcherType: "label", datasourceUid: "tempo" }]);
    // What stands beside each line has this name; a query by it is sound.
    const [{ matcherRegex: name, url }] = derivedFields;
    expect(problemsOf("LogQL", `{cluster="c1", service_name="litellm"} | ${name}="${span.id}"`)).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills it in.
    expect(url.replace("${__value.raw}", span.id)).toBe(span.id);
  });

  test("from a span lead to the lines of its service for its trace", () => {
    const { tracesToLogsV2: way } = of(traces, logs);
    expect(way).toMatchObject({ datasourceUid: "loki", customQuery: true });
    const query = way.query.replaceAll(/\$\{__tags\}/g, tagged(way.tags)).replaceAll(/\$\{__span\.traceId\}/g, span.id);
    expect(query).toBe(`{cluster="c1", service_name="litellm", k8s_namespace_name="shop"} | trace_id="${span.id}"`);
    expect(problemsOf("LogQL", query)).toEqual([]);
  });

  test("from a span lead to its service's calls, failures and latency, and its map", () => {
    const { tracesToMetrics: way, serviceMap } = of(traces, metrics);
    expect(way.datasourceUid).toBe("prometheus");
    expect(serviceMap).toEqual({ datasourceUid: "prometheus" });
    const queries = way.queries.map(({ query }: { query: string }) => query.replaceAll("$__tags", tagged(way.tags)));
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      expect(query).toContain('service="litellm"');
      expect(query).not.toContain("$");
      expect(problemsOf("PromQL", query), query).toEqual([]);
    }
  });

  test("ask, for Grafana's service map, for series that there are", () => {
    // Grafana 13, public/app/plugins/datasource/tempo/graphTransform.ts.
    for (const query of [
      "sum by (client, server) (rate(traces_service_graph_request_total[5m]))",
      "sum by (client, server) (rate(traces_service_graph_request_failed_total[5m]))",
      "sum by (client, server) (rate(traces_service_graph_request_server_seconds_sum[5m]))",
      'topk(5, sum by (span_name) (rate(traces_spanmetrics_calls_total{span_kind="SPAN_KIND_SERVER"}[5m])))',
      "histogram_quantile(0.9, sum by (le) (rate(traces_spanmetrics_latency_bucket[5m])))",
    ]) {
      expect(problemsOf("PromQL", query), query).toEqual([]);
    }
  });

  test("are there only where both ends are", () => {
    expect(of(metrics, logs)).toEqual({});
    expect(of(logs, metrics)).toEqual({});
    expect(of(traces)).toEqual({ nodeGraph: { enabled: true } });
    expect(Object.keys(of(traces, logs))).toEqual(["tracesToLogsV2", "nodeGraph"]);
    expect(Object.keys(of(traces, metrics))).toEqual(["tracesToMetrics", "serviceMap", "nodeGraph"]);
  });
});
