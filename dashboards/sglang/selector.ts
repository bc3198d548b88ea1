import { chosen } from "../preset/variables.ts";

/** The series of the chosen models. */
export const ofModels = `${chosen}, model_name=~"$model_name"`;

/** What tells a line of a graph apart. */
export const BY = "cluster, application, model_name";

/** How a line of a graph is called. */
export const LEGEND = "{{application}} {{model_name}}";

/** A quantile of a histogram of the chosen models, by model. */
export function quantile(q: number, histogram: string): string {
  return `histogram_quantile(${q}, sum by (${BY}, le) (rate(sglang:${histogram}_bucket{${ofModels}}[5m])))`;
}

/** A counter of the chosen models a second, by model. */
export function rate(counter: string): string {
  return `sum by (${BY}) (rate(sglang:${counter}_total{${ofModels}}[5m]))`;
}
