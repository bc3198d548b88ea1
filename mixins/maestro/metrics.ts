/**
 * What Maestro's API exposes: the metrics of its specification's reference, under the names they have there. Types, labels and
 * buckets are assumed (see `labels.ts`): a name in `_total` is a counter where something happens and a gauge where something is,
 * buckets are those of Prometheus' Python client, and for models and training such as their sizes and lengths need.
 */
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { endpoint, method, outcome, status, targetLabels, tenantId, tenantOfRequest } from "./labels.ts";

const httpMetrics: readonly Metric[] = [
  {
    name: "maestro_http_requests_total",
    type: "counter",
    help: "Total HTTP requests that were answered.",
    unit: "count",
    labels: { method, endpoint, status, tenant_id: tenantOfRequest },
  },
  {
    name: "maestro_http_request_duration_seconds",
    type: "histogram",
    help: "Duration of HTTP requests, those that ended in an exception among them.",
    unit: "seconds",
    labels: { method, endpoint },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  {
    name: "maestro_http_requests_in_progress",
    type: "gauge",
    help: "HTTP requests that a replica works on.",
    unit: "count",
    labels: { method, endpoint },
  },
  {
    name: "maestro_api_errors_total",
    type: "counter",
    help: "Requests that failed, by type: client_error is the caller's doing, all others are the API's.",
    unit: "count",
    labels: {
      method,
      endpoint,
      error_type: {
        bound: 20,
        examples: ["client_error", "server_error", "TimeoutError"],
        reason: "two kinds of status, and the exceptions that nobody caught",
      },
    },
  },
  {
    name: "maestro_rate_limit_exceeded_total",
    type: "counter",
    help: "Requests that were refused because their sender had too many.",
    unit: "count",
    labels: { identifier_type: oneOf("user", "ip", "tenant") },
  },
];

const modelMetrics: readonly Metric[] = [
  {
    name: "maestro_ml_models_total",
    type: "gauge",
    help: "Models that are registered. Each replica tells the number of the whole database.",
    unit: "count",
    labels: { tenant_id: tenantId },
    // A gauge: models are deleted as well.
    conventionalName: "maestro_ml_models",
  },
  {
    name: "maestro_ml_model_operations_total",
    type: "counter",
    help: "Operations on models.",
    unit: "count",
    labels: { operation: oneOf("create", "update", "delete", "deploy"), tenant_id: tenantId, status: outcome },
  },
  {
    name: "maestro_ml_model_size_bytes",
    type: "histogram",
    help: "Sizes of the models that are registered.",
    unit: "bytes",
    labels: { tenant_id: tenantId },
    buckets: [1e6, 1e7, 1e8, 5e8, 1e9, 5e9, 1e10, 5e10, 1e11],
  },
  {
    name: "maestro_ml_experiments_total",
    type: "counter",
    help: "Experiments, counted when they reach a status.",
    unit: "count",
    labels: { tenant_id: tenantId, status: oneOf("created", "running", "completed", "failed", "cancelled") },
  },
  {
    name: "maestro_ml_training_duration_seconds",
    type: "histogram",
    help: "Durations of training jobs, counted when they end.",
    unit: "seconds",
    labels: {
      tenant_id: tenantId,
      job_type: { bound: 5, examples: ["training", "tuning"], reason: "kinds of training job" },
    },
    // From a minute to two days.
    buckets: [60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800],
  },
  {
    name: "maestro_model_card_generations_total",
    type: "counter",
    help: "Model cards that were generated.",
    unit: "count",
    labels: {
      format: { bound: 5, examples: ["markdown", "html", "pdf"], reason: "formats of a card" },
      status: outcome,
    },
  },
];

const discoveryOperation = {
  bound: 5,
  examples: ["correlation", "importance"],
  reason: "kinds of feature discovery",
};

const discoveryMetrics: readonly Metric[] = [
  {
    name: "maestro_feature_discovery_operations_total",
    type: "counter",
    help: "Operations of feature discovery.",
    unit: "count",
    labels: { operation: discoveryOperation, status: outcome },
  },
  {
    name: "maestro_feature_discovery_duration_seconds",
    type: "histogram",
    help: "Durations of feature discovery.",
    unit: "seconds",
    labels: { operation: discoveryOperation },
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
  },
];

const tenantMetrics: readonly Metric[] = [
  {
    name: "maestro_tenant_quota_usage_ratio",
    type: "gauge",
    help: "Share of a tenant's quota that is used, from 0 to 1. Each replica tells it from the same database.",
    unit: "ratio",
    labels: {
      tenant_id: tenantId,
      resource_type: {
        bound: 6,
        examples: ["models", "storage", "compute"],
        reason: "resources that have a quota",
      },
    },
  },
  {
    name: "maestro_tenant_active_users",
    type: "gauge",
    help: "Users of a tenant that are active. Each replica tells it from the same database.",
    unit: "count",
    labels: { tenant_id: tenantId },
  },
];

/** What Maestro exposes. */
export const maestroCatalogue: Catalogue = {
  system: "maestro",
  owns: ["maestro_"],
  targetLabels,
  metrics: [...httpMetrics, ...modelMetrics, ...discoveryMetrics, ...tenantMetrics],
};
