import { inWords } from "../../mixins/limit.ts";
import { maestroLimits as limits } from "../../mixins/maestro/limits.ts";
import type { Dashboard } from "../dashboard.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { table } from "../kit/panels/table.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { maestroPage } from "./page.ts";
import { inCluster, ofTenant } from "./selectors.ts";
import { maestroVariables } from "./variables.ts";

/** What is done with models, from their creation to their deployment, and how training goes. */
export const maestroMlOperations: Dashboard = maestroPage({
  source: import.meta.url,
  uid: "maestro-ml-operations",
  title: "Maestro ML Platform - ML Operations",
  description:
    "Models, experiments and training on Maestro, for those who look after the platform: what is done, how often in vain, and how long it takes.",
  variables: maestroVariables("tenant"),
  bands,
});

function bands(): Band[] {
  return [
    { height: 8, widths: [14, 10], panels: [operationsRate(), modelsByTenant()] },
    { height: 9, panels: [summary()] },
    { title: "Training", height: 8, panels: [experiments(), trainingDuration()] },
    { title: "Models and features", height: 8, panels: [modelSizes(), modelCards(), discoveries()] },
  ];
}

const operationsRate = () =>
  timeseries({
    id: 1,
    title: "Model Operations Rate",
    description:
      "Operations on models per second, of the chosen tenants, by kind.\n\n**Good:** the usual of this hour. **Otherwise:** many `create` with no `deploy` are experiments that lead nowhere, or deployments that fail: see *Model Operations Summary*.",
    unit: "ops",
    series: "lines",
    queries: [
      {
        expr: `sum by (operation) (rate(maestro_ml_model_operations_total{${ofTenant}}[$interval]))`,
        legend: "{{operation}}",
      },
    ],
  });

const modelsByTenant = () =>
  timeseries({
    id: 2,
    title: "Models by Tenant",
    description:
      "Models that are registered, of the ten chosen tenants with the most in the time range.\n\n**Good:** grows slowly. **Otherwise:** a fall to zero is a mass deletion: ask the tenant before its backup expires; a steep rise, a script.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: highest({
          count: 10,
          by: "cluster, tenant_id",
          of: `max by (cluster, tenant_id) (maestro_ml_models_total{${ofTenant}})`,
        }),
        legend: "{{cluster}}/{{tenant_id}}",
      },
    ],
  });

function summary() {
  const by = "cluster, tenant_id, operation";
  const all = `sum by (${by}) (increase(maestro_ml_model_operations_total{${ofTenant}}[$__range]))`;
  const failed = `sum by (${by}) (increase(maestro_ml_model_operations_total{${ofTenant}, status="failure"}[$__range]))`;
  const most = `topk(50, ${all} > 0)`;
  return table({
    id: 3,
    title: "Model Operations Summary",
    description: `Operations on models in the time range, by tenant and kind, the fifty most frequent.\n\n**Good:** no failures. **Otherwise:** above ${inWords(limits.failedOperations)} of a kind over all tenants MaestroModelOperationsFailing fires; one tenant alone, read its requests in the logs.`,
    labels: [
      { label: "cluster", title: "Cluster" },
      { label: "tenant_id", title: "Tenant" },
      { label: "operation", title: "Operation" },
    ],
    values: [
      { title: "Operations", unit: "locale", decimals: 0, expr: most },
      { title: "Failed", unit: "locale", decimals: 0, expr: `${failed} and on (${by}) ${most}` },
      {
        title: "Failed share",
        unit: "percentunit",
        decimals: 1,
        thresholds: highIsBad({ yellow: 0.05, red: limits.failedOperations.value }),
        expr: `(${failed} or 0 * ${all}) / (${all} > 0) and on (${by}) ${most}`,
      },
    ],
  });
}

const experiments = () =>
  timeseries({
    id: 4,
    title: "Experiments by Status",
    description: `Experiments in the hour before each point, of the chosen tenants, by the status that they reached.\n\n**Good:** *completed* far above *failed*. **Otherwise:** above ${inWords(limits.failedTraining)} failed MaestroTrainingFailing fires: data, images or GPUs that all share are at fault; with one tenant chosen, its code.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: ["completed", "failed", "cancelled", "created", "running"].map((status) => ({
      expr: `sum(increase(maestro_ml_experiments_total{${ofTenant}, status="${status}"}[1h]))`,
      legend: status,
    })),
  });

const trainingDuration = () =>
  timeseries({
    id: 5,
    title: "Training Job Duration (p95)",
    description:
      "One training job in twenty that ended in the hour before each point took longer, of the chosen tenants, by kind of job. The last bucket ends at two days.\n\n**Good:** the usual of the kind. **Otherwise:** up without larger data, jobs wait for GPUs: see the GPU overview under *All systems*.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (job_type, le) (rate(maestro_ml_training_duration_seconds_bucket{${ofTenant}}[1h])))`,
        legend: "{{job_type}}",
      },
    ],
  });

/** Of the models that were registered in a day: there may be hours without one. */
function sizeQuantile(quantile: number): string {
  return `histogram_quantile(${quantile}, sum by (le) (rate(maestro_ml_model_size_bytes_bucket{${ofTenant}}[1d])))`;
}

const modelSizes = () =>
  timeseries({
    id: 6,
    title: "Model Size Distribution",
    description:
      "Sizes of the models that were registered in the day before each point, of the chosen tenants: half are larger than P50, one in twenty larger than P95. The last bucket ends at 100 GB.\n\n**Good:** level. **Otherwise:** P95 that climbs fills the registry's storage: compare with quotas on the page of tenants.",
    unit: "bytes",
    series: "lines",
    queries: [
      { expr: sizeQuantile(0.5), legend: "P50" },
      { expr: sizeQuantile(0.95), legend: "P95" },
    ],
  });

const modelCards = () =>
  timeseries({
    id: 7,
    title: "Model Card Generations",
    description:
      "Model cards that were generated in the hour before each point, by format and outcome.\n\n**Good:** no failure. **Otherwise:** one format alone, its renderer; all of them, the models' metadata cannot be read: see the API's logs.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (format, status) (increase(maestro_model_card_generations_total{${inCluster}}[1h]))`,
        legend: "{{format}} {{status}}",
      },
    ],
  });

const discoveries = () =>
  timeseries({
    id: 8,
    title: "Feature Discoveries",
    description:
      "Runs of feature discovery in the hour before each point, by kind and outcome.\n\n**Good:** no failure. **Otherwise:** failures of all kinds at once, the feature store does not answer; of one kind, see its duration on the overview.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (operation, status) (increase(maestro_feature_discovery_operations_total{${inCluster}}[1h]))`,
        legend: "{{operation}} {{status}}",
      },
    ],
  });
