/** Where a service's name in a table leads. */
import { exploreLink } from "../kit/explore.ts";

const values = { SERVICENAME: "__value.text:percentencode" };

/** To the service's log lines. */
export const exploreLogs = exploreLink("Logs", {
  datasource: "loki",
  query: { expr: '{service_name="SERVICENAME"}' },
  values,
});

/** To its traces. */
export const exploreTraces = exploreLink("Traces", {
  datasource: "tempo",
  query: { queryType: "traceql", query: '{ resource.service.name = "SERVICENAME" }' },
  values,
});
