import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster } from "./selectors.ts";

const cluster = labelVariable({
  name: "cluster",
  label: "Cluster",
  description: "Clusters with a Maestro. Default: all.",
  series: 'up{job="maestro-api"}',
  values: "cluster",
  all: ".+",
});

const tenant = labelVariable({
  name: "tenant",
  label: "Tenant",
  description: "Tenants of the chosen clusters. Panels on the API as a whole (requests without a tenant) ignore it.",
  series: `maestro_tenant_quota_usage_ratio{${inCluster}}`,
  values: "tenant_id",
  all: ".*",
});

const endpoint = labelVariable({
  name: "endpoint",
  label: "Endpoint",
  description: "Routes of the API. Rate limits have no endpoint and ignore it.",
  series: `maestro_http_requests_total{${inCluster}}`,
  values: "endpoint",
  all: ".+",
});

/** The variables of a Maestro dashboard: all clusters, a window of 5 minutes, and what the page narrows to. */
export function maestroVariables(...narrow: readonly ("tenant" | "endpoint")[]): Variable[] {
  const own = narrow.map((name) => ({ tenant, endpoint })[name]);
  return [dataSourceVariable(), cluster, ...own, intervalVariable()];
}
