/** What a panel says where a query finds no series: nothing would look like health, or hide one cluster behind another. */
import type { Mappings } from "./panels/panel.ts";

/** Zero where nothing was counted, but only where the source of the count is there. */
export function orZero(count: string, source: string): string {
  return `${count} or 0 * count(${source})`;
}

/**
 * NaN for what is known and has no value: a cluster without data stands beside the others. Its text is `noData`.
 *
 * @param by the labels of the result, `cluster`
 * @param known series of everything that should have a value
 */
export function orNaN(values: string, by: string, known: string): string {
  return `${values} or on (${by}) NaN * group by (${by}) (${known})`;
}

/** The text for NaN on a panel whose queries use `orNaN`. `index` is the number of the panel's other texts. */
export function noData(index: number): Mappings[number] {
  return { type: "special", options: { match: "nan", result: { text: "No data", color: "red", index } } };
}
