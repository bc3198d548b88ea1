import { inWords } from "../../mixins/limit.ts";
import { maestroLimits as limits } from "../../mixins/maestro/limits.ts";
import type { Dashboard } from "../dashboard.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { narrowTo } from "../kit/links.ts";
import { stat } from "../kit/panels/stat.ts";
import { table } from "../kit/panels/table.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { maestroPage } from "./page.ts";
import { ofTenant } from "./selectors.ts";
import { maestroVariables } from "./variables.ts";

/** Who uses the platform, how much of it, and who comes near a limit. */
export const maestroTenantManagement: Dashboard = maestroPage({
  source: import.meta.url,
  uid: "maestro-tenant-management",
  title: "Maestro ML Platform - Tenant Management",
  description:
    "Maestro's tenants, for those who look after them: quotas, users, models and requests of each, and whether one takes more than its share.",
  variables: maestroVariables("tenant"),
  bands,
});

function bands(): Band[] {
  return [
    { height: 4, panels: [totalTenants(), activeUsers(), nearQuota()] },
    { height: 9, panels: [quotas(), usersByTenant()] },
    { title: "Usage", height: 10, panels: [usage()] },
    { height: 8, panels: [models(), requests()] },
  ];
}

const tenant = "cluster, tenant_id";
const tenantName = "{{cluster}}/{{tenant_id}}";
const quota = `max by (${tenant}, resource_type) (maestro_tenant_quota_usage_ratio{${ofTenant}})`;
const users = `max by (${tenant}) (maestro_tenant_active_users{${ofTenant}})`;
const registered = `max by (${tenant}) (maestro_ml_models_total{${ofTenant}})`;
const asked = `sum by (${tenant}) (rate(maestro_http_requests_total{${ofTenant}}[$interval]))`;

const totalTenants = () =>
  stat({
    id: 1,
    title: "Total Tenants",
    description:
      "Tenants that have a quota, of those chosen.\n\n**Good:** as many as there are contracts. **Otherwise:** a tenant too many may be a test that was left; one too few was deleted: see *Models per Tenant*.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    queries: [
      { expr: `count(group by (${tenant}) (maestro_tenant_quota_usage_ratio{${ofTenant}}))`, legend: "Tenants" },
    ],
  });

const activeUsers = () =>
  stat({
    id: 2,
    title: "Active Users",
    description:
      "Users that are active, of the chosen tenants together.\n\n**Good:** the usual of this hour. **Otherwise:** near zero while *API Requests by Tenant* goes on, people cannot log in and scripts still run.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(${users})`, legend: "Users" }],
  });

const nearQuota = () =>
  stat({
    id: 3,
    title: "Quotas nearly used up",
    description: `Quotas of the chosen tenants of which more than ${inWords(limits.quotaWarning)} is used.\n\n**Good:** 0. **Otherwise:** *Quota Usage by Resource Type* says whose; MaestroTenantQuotaWarning was sent for each.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: 5 }),
    queries: [{ expr: `sum(${quota} > bool ${limits.quotaWarning.value})`, legend: "Quotas" }],
  });

const quotas = () =>
  timeseries({
    id: 4,
    title: "Quota Usage by Resource Type",
    description: `Share of its quota that a tenant uses, by resource: the ten that are highest in the time range.\n\n**Good:** under ${inWords(limits.quotaWarning)}, the first dashed line. **Otherwise:** MaestroTenantQuotaWarning is sent there, MaestroTenantQuotaExhausted at ${inWords(limits.quotaExhausted)}, the second: ask the tenant to clean up, or give it more.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.quotaWarning.value, red: limits.quotaExhausted.value }),
    queries: [
      {
        expr: highest({ count: 10, by: `${tenant}, resource_type`, of: quota }),
        legend: `${tenantName} {{resource_type}}`,
      },
    ],
  });

const usersByTenant = () =>
  timeseries({
    id: 5,
    title: "Active Users by Tenant",
    description:
      "Users that are active, of the ten chosen tenants with the most in the time range.\n\n**Good:** each follows its own day. **Otherwise:** one tenant at zero in its working hours, its way to log in is broken.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: highest({ count: 10, by: tenant, of: users }), legend: tenantName }],
  });

const usage = () =>
  table({
    id: 6,
    title: "Tenant Resource Usage",
    description: `What each of the chosen tenants uses now; a click on one shows this page for it alone.\n\n**Good:** every quota under ${inWords(limits.quotaWarning)}, requests in step with users. **Otherwise:** one tenant with most of the requests takes the others' share: look at its rate limit.`,
    labels: [
      {
        label: "tenant_id",
        title: "Tenant",
        link: narrowTo("Show this tenant alone", "tenant", ["datasource", "cluster", "interval"]),
      },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Highest quota",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: limits.quotaWarning.value, red: limits.quotaExhausted.value }),
        expr: `max by (${tenant}) (maestro_tenant_quota_usage_ratio{${ofTenant}})`,
      },
      { title: "Users", unit: "locale", decimals: 0, expr: users },
      { title: "Models", unit: "locale", decimals: 0, expr: registered },
      {
        title: "Requests",
        unit: "reqps",
        decimals: 2,
        // Requests that are of no tenant have no row.
        expr: `sum by (${tenant}) (rate(maestro_http_requests_total{${ofTenant}, tenant_id!=""}[$interval]))`,
      },
      {
        title: "Experiments (24h)",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${tenant}) (increase(maestro_ml_experiments_total{${ofTenant}, status=~"completed|failed|cancelled"}[24h]))`,
      },
      {
        title: "Failed (24h)",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${tenant}) (increase(maestro_ml_experiments_total{${ofTenant}, status="failed"}[24h]))`,
      },
    ],
  });

const models = () =>
  timeseries({
    id: 7,
    title: "Models per Tenant",
    description:
      "Models that are registered, of the ten chosen tenants with the most in the time range.\n\n**Good:** grows slowly. **Otherwise:** a steep rise reaches the quota of models soon: see *Quota Usage by Resource Type*.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: highest({ count: 10, by: tenant, of: registered }), legend: tenantName }],
  });

const requests = () =>
  timeseries({
    id: 8,
    title: "API Requests by Tenant",
    description:
      "Requests per second, of the ten chosen tenants with the most in the time range; a line without a name is of requests that are of no tenant. Where the API does not say whose a request is, it is the only line.\n\n**Good:** each follows its own day. **Otherwise:** one far above the others is a script: MaestroRateLimiting fires when its requests are refused.",
    unit: "reqps",
    series: "lines",
    queries: [{ expr: highest({ count: 10, by: tenant, of: asked }), legend: tenantName }],
  });
