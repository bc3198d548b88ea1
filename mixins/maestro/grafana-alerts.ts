import { inWords } from "../limit.ts";
import type { GrafanaAlertGroup } from "../mixin.ts";
import { DASHBOARDS, OF_TENANT, TEAM } from "./alerts/names.ts";
import { maestroLimits as limits } from "./limits.ts";

/** The two alerts that the specification has on dashboards, under Grafana's own management. */
export const maestroGrafanaAlerts: readonly GrafanaAlertGroup[] = [
  {
    name: "maestro.dashboards",
    folder: "Maestro ML Platform",
    interval: "1m",
    rules: [
      {
        // On the overview: a series for each tenant and resource, so that each is told of by itself.
        alert: "MaestroTenantQuotaWarning",
        query: "max by (cluster, tenant_id, resource_type) (maestro_tenant_quota_usage_ratio)",
        above: limits.quotaWarning.value,
        for: "5m",
        noData: "OK",
        severity: "warning",
        detectWithin: "8m",
        team: TEAM,
        summary:
          "Maestro's tenant {{ $labels.tenant_id }} in {{ $labels.cluster }} comes near its quota of {{ $labels.resource_type }}.",
        description: `{{ $labels.tenant_id }} uses {{ $value | humanizePercentage }} of its quota of {{ $labels.resource_type }} (threshold: ${inWords(limits.quotaWarning)}).`,
        dashboard: DASHBOARDS.tenants,
        dashboardVariables: OF_TENANT,
        panel: 4,
      },
      {
        // On the API's performance: specified as 0.1 errors a second, which is nothing at a thousand requests and everything at
        // one in ten seconds. A share, on enough traffic or of enough failures.
        alert: "MaestroApiErrorRate",
        query: `
cluster:maestro_api_errors:ratio_rate5m
and on (cluster)
(
  sum by (cluster) (cluster_endpoint:maestro_http_request_duration_seconds_count:rate5m) > ${limits.requestRate.value}
  or on (cluster)
  sum by (cluster) (increase(maestro_api_errors_total{error_type!="client_error"}[5m])) >= ${limits.failuresThatCount.value}
)`,
        above: limits.failedRequests.value,
        for: "5m",
        noData: "OK",
        severity: "warning",
        detectWithin: "8m",
        team: TEAM,
        summary: "Maestro's API in {{ $labels.cluster }} fails too many requests.",
        description: `{{ $value | humanizePercentage }} of all requests failed over the last 5 minutes (threshold: ${inWords(limits.failedRequests)}).`,
        dashboard: DASHBOARDS.api,
        panel: 3,
      },
    ],
  },
];
