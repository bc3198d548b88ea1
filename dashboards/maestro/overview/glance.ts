import { inWords } from "../../../mixins/limit.ts";
import { maestroLimits as limits } from "../../../mixins/maestro/limits.ts";
import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { errorRatio } from "../queries.ts";
import { answering, inCluster } from "../selectors.ts";

/** Whether the platform is healthy, and how large it is. */
export function glanceBand(): Band {
  return { height: 4, panels: [errorRatioNow(), highestQuota(), totalModels(), totalExperiments()] };
}

const errorRatioNow = () =>
  stat({
    id: 1,
    title: "Error ratio",
    description: `Share of requests that fail by the API's own doing, in the cluster where it is highest.\n\n**Good:** under 1%. **Otherwise:** above ${inWords(limits.failedRequests)} MaestroApiErrorRate fires: *API Error Rate* says which endpoint.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [{ expr: `max(${errorRatio("cluster", inCluster)})`, legend: "Error ratio" }],
  });

const highestQuota = () =>
  stat({
    id: 2,
    title: "Highest quota usage",
    description: `The quota that is used most, of any tenant and resource.\n\n**Good:** under ${inWords(limits.quotaWarning)}. **Otherwise:** MaestroTenantQuotaWarning is sent from there on, MaestroTenantQuotaExhausted above ${inWords(limits.quotaExhausted)}: *Tenant Quota Usage* says whose it is.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: highIsBad({ yellow: limits.quotaWarning.value, red: limits.quotaExhausted.value }),
    queries: [{ expr: `max(maestro_tenant_quota_usage_ratio{${inCluster}})`, legend: "Quota" }],
  });

const totalModels = () =>
  stat({
    id: 3,
    title: "Total Models",
    description:
      "Models that are registered, of all tenants.\n\n**Good:** grows slowly. **Otherwise:** a sudden fall is a mass deletion: *Model Operations by Type* says when; a sudden rise, a script that registers without end.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(max by (cluster, tenant_id) (maestro_ml_models_total{${inCluster}}))`, legend: "Models" }],
  });

const totalExperiments = () =>
  stat({
    id: 4,
    title: "Total Experiments (24h)",
    description:
      "Experiments that ended in the last 24 hours, well or not.\n\n**Good:** the usual of this day of the week. **Otherwise:** near zero on a working day, training has stopped: see *Model Operations by Type*, and experiments by status on the page of ML operations.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: orZero(
          `sum(increase(maestro_ml_experiments_total{${inCluster}, status=~"completed|failed|cancelled"}[24h]))`,
          answering,
        ),
        legend: "Experiments",
      },
    ],
  });
