/** What Maestro's alerts share: where they lead, and whose they are. */

/** The team that looks after Maestro. */
export const TEAM = "maestro";

/** The dashboards to open first. */
export const DASHBOARDS = {
  api: "maestro-api-performance",
  operations: "maestro-ml-operations",
  tenants: "maestro-tenant-management",
} as const;

/** The variable of the API's dashboard for an endpoint. */
export const OF_ENDPOINT = { endpoint: "endpoint" } as const;

/** The variable of the tenants' dashboard for a tenant. */
export const OF_TENANT = { tenant: "tenant_id" } as const;
