import type { RelabelConfig } from "./scrape-job.ts";

/**
 * The step that keeps the targets of some ports and no others.
 *
 * @param ports each by its number, or by its name.
 * @param nameLabel where discovery puts a port's name.
 * @param numberLabel where it puts the number.
 */
export function portStep(ports: readonly (number | string)[], nameLabel: string, numberLabel: string): RelabelConfig {
  const names = ports.filter((port) => typeof port === "string").join("|");
  const numbers = ports.filter((port) => typeof port === "number").join("|");
  if (names === "") return { source_labels: [numberLabel], action: "keep", regex: numbers };
  if (numbers === "") return { source_labels: [nameLabel], action: "keep", regex: names };
  return { source_labels: [nameLabel, numberLabel], action: "keep", regex: `(?:${names});.*|.*;(?:${numbers})` };
}
