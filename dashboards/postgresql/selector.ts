import { chosen } from "../preset/variables.ts";

/** What tells a server apart. */
export const SERVER = "cluster, application, instance";

/** How a line of a graph is called. */
export const LEGEND = "{{application}} {{instance}}";

/** A counter of the chosen servers a second, by server. */
export function rate(counter: string): string {
  return `sum by (${SERVER}) (rate(${counter}{${chosen}}[5m]))`;
}
