/** Where a service's name in a table leads: Grafana's Explore (https://grafana.com/docs/grafana/latest/explore/#generate-explore-urls-from-external-tools). */

/** What stands for the text of the cell until somebody clicks on it: letters alone, which no encoding changes. */
const NAME = "SERVICENAME";

function explore(title: string, datasource: string, query: Readonly<Record<string, string>>) {
  const pane = { datasource, queries: [{ refId: "A", ...query }], range: { from: "now-1h", to: "now" } };
  const panes = encodeURIComponent(JSON.stringify({ a: pane }));
  const url = `/explore?schemaVersion=1&panes=${panes}`.replace(NAME, "$" + "{__value.text:percentencode}");
  return { title, url };
}

/** To the service's log lines. */
export const exploreLogs = explore("Logs", "loki", { expr: `{service_name="${NAME}"}` });

/** To its traces. */
export const exploreTraces = explore("Traces", "tempo", {
  queryType: "traceql",
  query: `{ resource.service.name = "${NAME}" }`,
});
