import { dataSourceVariable, type LabelVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** The series of the chosen applications. */
export const chosen = 'cluster=~"$cluster", application=~"$application"';

/**
 * The variables of a preset's dashboard: the data source, clusters, applications, and what else there is to choose.
 *
 * @param metric one that every target of such an application has.
 * @param names `shared`: other applications have metrics of the dashboard's names, too, so all are those that have the metric.
 * @param more further labels of its series, by which their variables are called.
 */
export function presetVariables(
  metric: string,
  more: readonly Pick<LabelVariable, "name" | "label" | "description" | "series" | "values">[] = [],
  names: "own" | "shared" = "own",
): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with such an application. Default: all.",
      series: metric,
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "application",
      label: "Application",
      description: "Such applications of the chosen clusters. Default: all.",
      series: `${metric}{cluster=~"$cluster"}`,
      values: "application",
      all: names === "own" ? ".+" : "listed",
    }),
    ...more.map((one) => labelVariable({ ...one, all: ".*" })),
  ];
}
