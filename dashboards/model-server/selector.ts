import { BY_MODEL } from "../../mixins/model-server/server.ts";
import { chosen } from "../preset/variables.ts";

/** The series of the chosen models. */
export const ofModels = `${chosen}, model_name=~"$model_name"`;

/** How a line of a graph is called. */
export const LEGEND = "{{application}} {{model_name}}";

/**
 * A quantile of a histogram of the chosen models, by model.
 *
 * @param histogram its name, without `_bucket`.
 */
export function quantile(q: number, histogram: string): string {
  return `histogram_quantile(${q}, sum by (${BY_MODEL}, le) (rate(${histogram}_bucket{${ofModels}}[5m])))`;
}

/** The 95th percentile of a histogram of all chosen models together. */
export function p95OfAll(histogram: string): string {
  return `histogram_quantile(0.95, sum by (le) (rate(${histogram}_bucket{${ofModels}}[5m])))`;
}

/** A counter of the chosen models a second, by model. */
export function rate(counter: string): string {
  return `sum by (${BY_MODEL}) (rate(${counter}{${ofModels}}[5m]))`;
}
