import { inWords } from "../../../mixins/limit.ts";
import { maestroLimits as limits } from "../../../mixins/maestro/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

/** What tenants do, and how much of their quotas they use. */
export function operationsBands(): Band[] {
  return [
    { title: "ML operations", height: 8, panels: [modelOperations(), discovery()] },
    { title: "Tenants", height: 9, panels: [quotas()] },
  ];
}

const modelOperations = () =>
  timeseries({
    id: 9,
    title: "Model Operations by Type",
    description: `Operations on models per second, by type, and those that failed.\n\n**Good:** the usual of this hour, failures flat on zero. **Otherwise:** above ${inWords(limits.failedOperations)} of a type MaestroModelOperationsFailing fires; \`deploy\` alone, the place to deploy to is at fault.`,
    unit: "ops",
    series: "lines",
    queries: [
      {
        expr: `sum by (operation) (rate(maestro_ml_model_operations_total{${inCluster}}[$interval]))`,
        legend: "{{operation}}",
      },
      {
        expr: `sum by (operation) (rate(maestro_ml_model_operations_total{${inCluster}, status="failure"}[$interval]))`,
        legend: "{{operation}} failed",
      },
    ],
  });

function discoveryQuantile(quantile: number): string {
  const buckets = `maestro_feature_discovery_duration_seconds_bucket{${inCluster}}`;
  return `histogram_quantile(${quantile}, sum by (operation, le) (rate(${buckets}[$interval])))`;
}

const discovery = () =>
  timeseries({
    id: 10,
    title: "Feature Discovery Duration",
    description:
      "How long feature discovery takes, by operation: half of them take longer than P50, one in twenty longer than P95. The last bucket ends at 5 min.\n\n**Good:** P95 under 30 s. **Otherwise:** P95 up alone, single large data sets; P50 with it, the workers are short of CPU.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 30, red: 60 }),
    queries: [
      { expr: discoveryQuantile(0.5), legend: "{{operation}} P50" },
      { expr: discoveryQuantile(0.95), legend: "{{operation}} P95" },
    ],
  });

const quotas = () =>
  timeseries({
    id: 11,
    title: "Tenant Quota Usage",
    description: `Share of its quota that a tenant uses, by resource: the ten that are highest in the time range.\n\n**Good:** under ${inWords(limits.quotaWarning)}. **Otherwise:** MaestroTenantQuotaWarning is sent from there on: talk with the tenant before uploads and jobs are refused. The page of tenants has all of them.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.quotaWarning.value, red: limits.quotaExhausted.value }),
    queries: [
      {
        expr: highest({
          count: 10,
          by: "cluster, tenant_id, resource_type",
          of: `max by (cluster, tenant_id, resource_type) (maestro_tenant_quota_usage_ratio{${inCluster}})`,
        }),
        legend: "{{cluster}}/{{tenant_id}} {{resource_type}}",
      },
    ],
  });
