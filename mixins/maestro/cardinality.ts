/** How many series Maestro's API brings: by the catalogue, and the numbers of one installation. */
import type { Metric } from "../../queries/catalogue.ts";
import { type Count, type JobSeries, resolve, seriesOfCombination } from "../cardinality/series-count.ts";
import { maestroCatalogue } from "./metrics.ts";
import type { MaestroSizes } from "./sizes.ts";

/** Statuses that one route really gives: well, not found, refused, failed. */
const STATUSES_OF_ENDPOINT = 4;

/** Kinds of errors that one route really has. */
const ERRORS_OF_ENDPOINT = 3;

/** How many values each label has in one replica; others have their bounds in the catalogue. */
const values: Readonly<Record<string, Count<MaestroSizes>>> = {
  tenant_id: ({ tenants }) => tenants,
  endpoint: ({ endpoints }) => endpoints,
  // An endpoint is counted with its method.
  method: 1,
  error_type: ERRORS_OF_ENDPOINT,
};

const valuesOf: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  maestro_http_requests_total: { status: STATUSES_OF_ENDPOINT },
};

/** What the API's replicas bring, where a tenant may call every endpoint of each of them. */
export function maestroSeries(sizes: MaestroSizes, job: string): readonly JobSeries[] {
  const targets = sizes.replicas;
  const metrics = maestroCatalogue.metrics.map((metric) => {
    const series = seriesOfOne(metric, sizes) * targets;
    return { metric: metric.name, exposed: series, series };
  });
  return [{ job, targets, metrics, labels: mostLabels }];
}

function seriesOfOne(metric: Metric, sizes: MaestroSizes): number {
  return Object.entries(metric.labels).reduce((product, [label, { bound }]) => {
    const count = valuesOf[metric.name]?.[label] ?? values[label] ?? bound;
    if (count === undefined) throw new Error(`${metric.name}{${label}} has no bound: say how many values it has`);
    return product * resolve(count, sizes);
  }, seriesOfCombination(metric));
}

/** The metric's own labels, those of its target, `le` and the name. */
const mostLabels =
  Math.max(...maestroCatalogue.metrics.map(({ labels }) => Object.keys(labels).length)) +
  Object.keys(maestroCatalogue.targetLabels).length +
  2;
