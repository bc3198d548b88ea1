import type { DashboardModel } from "./model.ts";

/**
 * A dashboard as the file that Grafana reads: keys in alphabetical order, two spaces, a newline at the end. The same
 * dashboard gives the same bytes, whatever order its fields were written in.
 *
 * `id` and `version` are a server's own numbers: with them, a deployment to another server would meet the wrong
 * dashboard, or none.
 */
export function toJson(dashboard: DashboardModel): string {
  const { id: _id, version: _version, ...content } = dashboard;
  return `${JSON.stringify(sortKeys(content), undefined, 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}
