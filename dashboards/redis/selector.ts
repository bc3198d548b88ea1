import { chosen } from "../preset/variables.ts";

/** What tells a server apart. */
export const SERVER = "cluster, application, instance";

/** How a line of a graph is called. */
export const LEGEND = "{{application}} {{instance}}";

/** A gauge of each chosen server, added up over what it is divided by. */
export function whole(gauge: string): string {
  return `sum by (${SERVER}) (${gauge}{${chosen}})`;
}
