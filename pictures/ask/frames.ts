/** Answers of Prometheus as Grafana's plugin hands them to a panel: a frame a series, or one table. */
import type { AnswerField, AnswerFrame } from "../drawing.ts";
import type { Series } from "./prometheus.ts";

/** What a panel's query says of its answer. */
export interface Asked {
  readonly refId: string;
  readonly format: string;
  readonly legend: string;
  /** How many queries the panel has. */
  readonly queries: number;
}

/** The frames of one query. */
export function framesOf(series: readonly Series[], asked: Asked): readonly AnswerFrame[] {
  return asked.format === "table" ? [tableOf(series, asked)] : series.map((one) => frameOf(one, asked));
}

function frameOf({ labels, samples }: Series, { refId, legend }: Asked): AnswerFrame {
  return {
    refId,
    fields: [
      { name: "Time", type: "time", values: samples.map(([at]) => at * 1000) },
      {
        name: "Value",
        type: "number",
        labels,
        displayName: legend === "" ? seriesName(labels) : named(legend, labels),
        values: samples.map(([, value]) => numberOf(value)),
      },
    ],
  };
}

/** Time, a column a label in alphabetical order, and the value, which has the query's letter where there are several queries. */
function tableOf(series: readonly Series[], { refId, queries }: Asked): AnswerFrame {
  if (series.length === 0) return { refId, fields: [] };
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const rows = series.flatMap(({ labels, samples }) => samples.map(([at, value]) => ({ labels, at, value })));
  const column = (name: string): AnswerField => ({
    name,
    type: "string",
    values: rows.map(({ labels }) => labels[name] ?? ""),
  });
  return {
    refId,
    fields: [
      { name: "Time", type: "time", values: rows.map(({ at }) => at * 1000) },
      ...names.map(column),
      {
        name: queries > 1 ? `Value #${refId}` : "Value",
        type: "number",
        values: rows.map(({ value }) => numberOf(value)),
      },
    ],
  };
}

function named(legend: string, labels: Series["labels"]): string {
  return legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? "");
}

function seriesName({ __name__: name = "", ...labels }: Series["labels"]): string {
  return `${name}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`)}}`;
}

function numberOf(value: string): number | string {
  const number = Number(value.replace("Inf", "Infinity"));
  return Number.isFinite(number) ? number : String(number);
}
