import type { Family } from "../../../mixins/exposition.ts";
import type { Catalogue, Metric } from "../../../queries/catalogue.ts";

/** The labels of a series that belong to the metric's type. */
const OF_TYPE: Readonly<Record<string, string>> = { histogram: "le", summary: "quantile" };

/**
 * What a server exposes and its catalogues do not tell, or tell otherwise: metrics, their types, labels and buckets, and values
 * of labels whose values are all known. A metric without series has no labels to compare, so it does not count.
 */
export function catalogueDifferences(families: readonly Family[], catalogues: readonly Catalogue[]): readonly string[] {
  const known = new Map(catalogues.flatMap(({ metrics }) => metrics.map((metric) => [metric.name, metric])));
  const differences = families
    .filter(({ samples }) => samples.length > 0)
    .flatMap((family) => {
      const metric = known.get(family.name);
      return metric === undefined ? [`${family.name} is in no catalogue`] : differencesOf(family, metric);
    });
  return [...new Set(differences)];
}

function differencesOf({ name, type, samples }: Family, metric: Metric): readonly string[] {
  const differences: string[] = [];
  if (type !== "untyped" && type !== metric.type) differences.push(`${name} is a ${type}, not a ${metric.type}`);
  for (const sample of samples) {
    const { [OF_TYPE[type] ?? ""]: ofType, ...labels } = sample.labels;
    for (const [label, value] of Object.entries(labels)) {
      const values = metric.labels[label]?.values;
      if (metric.labels[label] === undefined) differences.push(`${name} has a label ${label}`);
      else if (value !== "" && values?.includes(value) === false) differences.push(`${name}{${label}="${value}"}`);
    }
    for (const [label, { presence }] of Object.entries(metric.labels)) {
      if (presence !== "sometimes" && (labels[label] ?? "") === "") differences.push(`${name} may lack ${label}`);
    }
    if (type === "histogram" && ofType !== undefined && ofType !== "+Inf") {
      if (metric.buckets?.includes(Number(ofType)) === false) differences.push(`${name} has a bucket ${ofType}`);
    }
  }
  return differences;
}
