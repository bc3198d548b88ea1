/** What a replica of Maestro's API says of itself. */
import type { Random } from "../engine/random.ts";
import type { TargetSeries } from "../engine/target-series.ts";
import type { MaestroConditions } from "./conditions.ts";
import { type EndpointMoment, type MaestroMoment, tenants } from "./platform.ts";

const MODELS = { acme: 140, globex: 60, initech: 25 } as const;
const USERS = { acme: 32, globex: 14, initech: 6 } as const;
/** Shares of the quotas that every tenant usually uses. */
const QUOTA_USE = { models: 0.4, storage: 0.55, compute: 0.35 } as const;
const MODEL_BYTES = 4e8;
const TRAINING_SECONDS = 2400;
const DISCOVERIES_PER_MINUTE = { correlation: 2, importance: 1 } as const;
const CARD_FORMATS = ["markdown", "html"] as const;

/** One step of a replica. */
export interface ReplicaStep {
  readonly seconds: number;
  readonly moment: MaestroMoment;
  readonly conditions: MaestroConditions;
  readonly random: Random;
}

/** Adds a step to what a replica says. */
export function exposeMaestro(series: TargetSeries, step: ReplicaStep): void {
  for (const endpoint of step.moment.endpoints) exposeEndpoint(series, endpoint);
  const refused = step.moment.endpoints.reduce((sum, endpoint) => sum + endpoint.refused, 0);
  for (const identifier_type of ["user", "ip", "tenant"]) {
    series.add("maestro_rate_limit_exceeded_total", { identifier_type }, identifier_type === "tenant" ? refused : 0);
  }
  exposeModels(series, step);
  exposeExperiments(series, step);
  exposeTenants(series, step);
}

function exposeEndpoint(series: TargetSeries, requests: EndpointMoment): void {
  const { method, endpoint, succeeded, clientErrors, serverErrors, refused, median, inProgress } = requests;
  const route = { method, endpoint };
  let counted = 0;
  for (const [index, [tenant_id, share]] of Object.entries(tenants).entries()) {
    const isLast = index === Object.keys(tenants).length - 1;
    const own = isLast ? succeeded - counted : Math.round(succeeded * share);
    counted += own;
    series.add("maestro_http_requests_total", { ...route, status: "200", tenant_id }, own);
  }
  // Who asked is not known, or does not count, where nothing is given.
  series.add("maestro_http_requests_total", { ...route, status: "404" }, clientErrors);
  series.add("maestro_http_requests_total", { ...route, status: "429" }, refused);
  series.add("maestro_http_requests_total", { ...route, status: "500" }, serverErrors);
  series.add("maestro_api_errors_total", { ...route, error_type: "client_error" }, clientErrors + refused);
  series.add("maestro_api_errors_total", { ...route, error_type: "server_error" }, serverErrors);
  const ended = succeeded + clientErrors + serverErrors + refused;
  series.observe("maestro_http_request_duration_seconds", route, ended, { median, spread: 0.6 });
  series.set("maestro_http_requests_in_progress", route, inProgress);
}

function exposeModels(series: TargetSeries, { moment }: ReplicaStep): void {
  for (const [operation, { succeeded, failed }] of Object.entries(moment.operations)) {
    const labels = { operation, tenant_id: "acme" };
    series.add("maestro_ml_model_operations_total", { ...labels, status: "success" }, succeeded);
    series.add("maestro_ml_model_operations_total", { ...labels, status: "failure" }, failed);
  }
  const created = moment.operations.create?.succeeded ?? 0;
  series.observe("maestro_ml_model_size_bytes", { tenant_id: "acme" }, created, { median: MODEL_BYTES, spread: 1 });
  for (const format of CARD_FORMATS) {
    series.add("maestro_model_card_generations_total", { format, status: "success" }, format === "html" ? 0 : created);
    series.add("maestro_model_card_generations_total", { format, status: "failure" }, 0);
  }
}

function exposeExperiments(series: TargetSeries, { moment, seconds, random }: ReplicaStep): void {
  for (const [tenant_id, { succeeded, failed }] of Object.entries(moment.experiments)) {
    const ended = succeeded + failed;
    const counts = { created: ended, running: ended, completed: succeeded, failed, cancelled: 0 };
    for (const [status, count] of Object.entries(counts)) {
      series.add("maestro_ml_experiments_total", { tenant_id, status }, count);
    }
    const training = { median: TRAINING_SECONDS, spread: 0.8 };
    series.observe("maestro_ml_training_duration_seconds", { tenant_id, job_type: "training" }, ended, training);
  }
  for (const [operation, perMinute] of Object.entries(DISCOVERIES_PER_MINUTE)) {
    const done = random.count((perMinute * seconds) / 60);
    series.add("maestro_feature_discovery_operations_total", { operation, status: "success" }, done);
    series.add("maestro_feature_discovery_operations_total", { operation, status: "failure" }, 0);
    series.observe("maestro_feature_discovery_duration_seconds", { operation }, done, { median: 3, spread: 0.6 });
  }
}

/** Each replica tells it from the same database. */
function exposeTenants(series: TargetSeries, { conditions }: ReplicaStep): void {
  for (const [tenant_id, models] of Object.entries(MODELS))
    series.set("maestro_ml_models_total", { tenant_id }, models);
  for (const [tenant_id, users] of Object.entries(USERS))
    series.set("maestro_tenant_active_users", { tenant_id }, users);
  for (const tenant_id of Object.keys(tenants)) {
    for (const [resource_type, usual] of Object.entries(QUOTA_USE)) {
      const use = resource_type === "storage" ? (conditions.quotaUse[tenant_id] ?? usual) : usual;
      series.set("maestro_tenant_quota_usage_ratio", { tenant_id, resource_type }, use);
    }
  }
}
