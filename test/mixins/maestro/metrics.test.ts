import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { maestroCatalogue } from "../../../mixins/maestro/metrics.ts";
import { ROOT } from "../../../preview/root.ts";

/** The names of the specification's metrics reference, in its order. */
const SPECIFIED = `
http_requests_total http_request_duration_seconds http_requests_in_progress api_errors_total
ml_models_total ml_model_operations_total ml_model_size_bytes ml_experiments_total ml_training_duration_seconds
feature_discovery_operations_total feature_discovery_duration_seconds
model_card_generations_total
tenant_quota_usage_ratio tenant_active_users
rate_limit_exceeded_total
`
  .trim()
  .split(/\s+/)
  .map((name) => `maestro_${name}`);

test("the catalogue has the specification's metrics, and no others", () => {
  expect(maestroCatalogue.metrics.map(({ name }) => name).sort()).toEqual([...SPECIFIED].sort());
});

test("a gauge that is called a total has the name that it should have", () => {
  const misnamed = maestroCatalogue.metrics.filter(({ name, type }) => type === "gauge" && name.endsWith("_total"));
  expect(misnamed.map(({ conventionalName }) => conventionalName)).toEqual(["maestro_ml_models"]);
});

test("types, labels and buckets say of themselves that they are assumed", () => {
  for (const file of ["metrics.ts", "labels.ts", "logs.ts", "traces.ts"]) {
    expect(readFileSync(join(ROOT, "mixins/maestro", file), "utf8"), file).toMatch(/assumed/i);
  }
});
