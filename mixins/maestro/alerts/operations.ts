import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { maestroLimits as limits } from "../limits.ts";
import { DASHBOARDS, OF_TENANT, TEAM } from "./names.ts";

/** Experiments that ended so in an hour; those that people cancelled tell nothing. */
function experiments(level: string, status: string): string {
  return `sum by (${level}) (increase(maestro_ml_experiments_total{status${status}}[1h]))`;
}

/** A share of failed experiments above a limit, where enough of them failed. */
function failedShare(level: string, limit: number): string {
  return `
${experiments(level, '="failed"')}
  / on (${level})
  ${experiments(level, '=~"completed|failed"')}
  > ${limit}
and on (${level})
${experiments(level, '="failed"')} >= ${limits.failuresThatCount.value}`;
}

/** Alerts on what tenants run and keep: training, models, quotas. */
export const operationAlerts: readonly AlertingRule[] = [
  {
    alert: "MaestroTrainingFailing",
    expr: failedShare("cluster", limits.failedTraining.value),
    for: "5m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Many experiments on Maestro in {{ $labels.cluster }} fail.",
    description: `{{ $value | humanizePercentage }} of the experiments that ended in the last hour failed (threshold: ${inWords(limits.failedTraining)}).`,
    dashboard: DASHBOARDS.operations,
  },
  {
    // One tenant among many is lost in the share of all.
    alert: "MaestroTenantTrainingFailing",
    expr: failedShare("cluster, tenant_id", limits.failedTrainingOfTenant.value),
    for: "5m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Most experiments of Maestro's tenant {{ $labels.tenant_id }} in {{ $labels.cluster }} fail.",
    description: `{{ $value | humanizePercentage }} of the experiments of {{ $labels.tenant_id }} that ended in the last hour failed (threshold: ${inWords(limits.failedTrainingOfTenant)}).`,
    dashboard: DASHBOARDS.operations,
  },
  {
    alert: "MaestroModelOperationsFailing",
    expr: `
sum by (cluster, operation) (increase(maestro_ml_model_operations_total{status="failure"}[15m]))
  / on (cluster, operation)
  sum by (cluster, operation) (increase(maestro_ml_model_operations_total[15m]))
  > ${limits.failedOperations.value}
and on (cluster, operation)
sum by (cluster, operation) (increase(maestro_ml_model_operations_total{status="failure"}[15m])) >= ${limits.failuresThatCount.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Maestro in {{ $labels.cluster }} fails to {{ $labels.operation }} models.",
    description: `{{ $value | humanizePercentage }} of the attempts to {{ $labels.operation }} a model failed over the last 15 minutes (threshold: ${inWords(limits.failedOperations)}).`,
    dashboard: DASHBOARDS.operations,
  },
  {
    // The warning before it, at 80 %, is Grafana's.
    alert: "MaestroTenantQuotaExhausted",
    expr: `cluster_tenant_id_resource_type:maestro_tenant_quota_usage_ratio:max > ${limits.quotaExhausted.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary:
      "Maestro's tenant {{ $labels.tenant_id }} in {{ $labels.cluster }} has used up its quota of {{ $labels.resource_type }}.",
    description: `{{ $labels.tenant_id }} uses {{ $value | humanizePercentage }} of its quota of {{ $labels.resource_type }} (threshold: ${inWords(limits.quotaExhausted)}).`,
    dashboard: DASHBOARDS.tenants,
    dashboardVariables: OF_TENANT,
  },
];
