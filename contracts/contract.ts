/**
 * What one version of an application was seen to tell of itself: the format of the files in `contracts/recorded/`, which
 * `npm run contract` writes. Names, types and labels; no values, which differ from run to run.
 */
import { readFileSync } from "node:fs";
import type { ExporterRecord, RecordedMetric } from "../mixins/exporter-record.ts";
import type { ValueType } from "./otlp/signals.ts";

/** A metric on `/metrics`. */
export interface ContractMetric extends RecordedMetric {
  /** `false`: it is registered, with these labels, and was given no cause to show a series. Absent: it had some. */
  readonly seen?: false;
}

/** A metric that is sent by OTLP. */
export interface SentMetricRecord {
  readonly name: string;
  readonly kind: string;
  /** As UCUM has it; empty: none. */
  readonly unit: string;
  readonly help: string;
  readonly attributes: Readonly<Record<string, ValueType>>;
  /** Upper bounds of a histogram's buckets. */
  readonly bounds?: readonly number[];
}

/** The spans of one name. */
export interface ContractSpan {
  /** `*` stands for what differs from call to call, such as a model's name. */
  readonly name: string;
  readonly kind: string;
  readonly attributes: Readonly<Record<string, ValueType>>;
  /** Attributes of its events, by the event's name. */
  readonly events?: Readonly<Record<string, Readonly<Record<string, ValueType>>>>;
}

/** What one version of an application tells of itself: a record of its metrics, and of what it sends and writes beside them. */
export interface Contract extends ExporterRecord {
  /** E.g. `litellm`, or `litellm-defaults` for the same with other settings. */
  readonly exporter: string;
  /** The settings that it ran with, as far as they decide what it tells: variables of its environment, or arguments. */
  readonly settings: readonly string[];
  /** How it answers what matters to who watches it, status and type, by the request. */
  readonly answers: Readonly<Record<string, string>>;
  /** What it exposes to Prometheus. */
  readonly metrics: readonly ContractMetric[];
  /** What it sends by OTLP. */
  readonly sentMetrics: readonly SentMetricRecord[];
  /** Attributes of the resource of all that it sends. */
  readonly resource: Readonly<Record<string, ValueType>>;
  readonly spans: readonly ContractSpan[];
  /** The fields of its lines of JSON on standard output and error, each with its types; of lines by OTLP the attributes. */
  readonly logs: {
    readonly fields: Readonly<Record<string, string>>;
    readonly sent: Readonly<Record<string, ValueType>>;
  };
}

/** The name of a contract's file. */
export function contractFileName({ exporter, version }: Pick<Contract, "exporter" | "version">): string {
  return `${exporter}-${version}.json`;
}

/** What the application calls itself in traces: the settings that it is recorded with are no part of that. */
export function serviceOf({ exporter }: Pick<Contract, "exporter">): string {
  return exporter.replace(/-defaults$/, "");
}

/** A contract as its file holds it: a line a metric or span, so that a diff between two versions reads as a list. */
export function contractFile(contract: Contract): string {
  const list = (items: readonly unknown[]) =>
    items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  const lines = [
    ["exporter", JSON.stringify(contract.exporter)],
    ["version", JSON.stringify(contract.version)],
    ["settings", list(contract.settings)],
    ["answers", JSON.stringify(contract.answers)],
    ["metrics", list(contract.metrics)],
    ["sentMetrics", list(contract.sentMetrics)],
    ["resource", JSON.stringify(contract.resource)],
    ["spans", list(contract.spans)],
    ["logs", JSON.stringify(contract.logs)],
  ];
  return `{\n${lines.map(([key, text]) => `  "${key}": ${text}`).join(",\n")}\n}\n`;
}

/** What JSON may hold where a contract should be. */
type Unread = { readonly [Field in keyof Contract]?: unknown } | null;

function isContract(value: unknown): value is Contract {
  const contract: Unread = typeof value === "object" ? value : null;
  return (
    typeof contract?.exporter === "string" &&
    typeof contract.version === "string" &&
    [contract.settings, contract.metrics, contract.sentMetrics, contract.spans].every(Array.isArray) &&
    [contract.answers, contract.resource, contract.logs].every((each) => typeof each === "object" && each !== null)
  );
}

/**
 * Reads a contract.
 *
 * @throws {Error} when the file cannot be read, is not JSON, or is no contract.
 */
export function readContract(file: string): Contract {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (isContract(value)) return value;
  throw new Error(`${file} is not a contract; record it anew: npm run contract -- --help`);
}
