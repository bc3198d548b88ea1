/** A link to Grafana's Explore (https://grafana.com/docs/grafana/latest/explore/#generate-explore-urls-from-external-tools). */
export interface ExploreLink {
  readonly title: string;
  readonly url: string;
}

/** What is asked there. */
interface Asked {
  /** The uid of the stack's own data source. */
  readonly datasource: "loki" | "tempo";
  readonly query: Readonly<Record<string, string>>;
  /** Grafana's variables, by the capitals that stand for them in the query until somebody clicks. */
  readonly values: Readonly<Record<string, string>>;
}

/** A link that asks over the dashboard's time. Grafana fills variables into a URL as they are, so all but they are encoded here. */
export function exploreLink(title: string, { datasource, query, values }: Asked): ExploreLink {
  const pane = { datasource, queries: [{ refId: "A", ...query }], range: { from: "FROM", to: "TO" } };
  const variables = Object.entries({ ...values, FROM: "__from", TO: "__to" });
  const panes = variables.reduce(
    (url, [name, variable]) => url.replaceAll(name, `\${${variable}}`),
    encodeURIComponent(JSON.stringify({ a: pane })),
  );
  return { title, url: `/explore?schemaVersion=1&panes=${panes}` };
}

/**
 * From a row of traces to what was logged for it, where the stack has Loki.
 *
 * @param field the column with the trace's id
 */
export function logsOfTrace(field: string): ExploreLink {
  return exploreLink("Logs of this trace", {
    datasource: "loki",
    query: { queryType: "range", expr: '{cluster=~".+"} | trace_id="TRACE"' },
    values: { TRACE: `__data.fields["${field}"]` },
  });
}

/** From a row with the labels of a pod (`cluster`, `namespace`, `pod`) to what it logged. */
export const logsOfPod: ExploreLink = exploreLink("Logs of this pod", {
  datasource: "loki",
  query: { queryType: "range", expr: '{cluster="CLUSTER", k8s_namespace_name="NAMESPACE"} | k8s_pod_name="PODNAME"' },
  values: {
    CLUSTER: '__data.fields["cluster"]',
    NAMESPACE: '__data.fields["namespace"]',
    PODNAME: "__value.text:percentencode",
  },
});
