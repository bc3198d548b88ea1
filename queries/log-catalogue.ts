/**
 * What a system logs: the ground that LogQL is checked against. Pure data, in `mixins/<system>/logs.ts`.
 */

/** What the text of a field reads as. `duration` and `bytes` have their unit in the text: `1.5s`, `10KB`. */
export type FieldType = "text" | "number" | "boolean" | "duration" | "bytes";

/** One label of a stream, one name of structured metadata, or one field of a line. */
export interface LogField {
  /** Default: `text`. */
  readonly type?: FieldType;
  /** What it says, as a sentence; its unit, where it has one. */
  readonly help?: string;
  /** The whole set of values, where it is closed. A comparison outside it matches nothing and is refused. */
  readonly values?: readonly string[];
  /** `sometimes`: there are lines without it. Default: `always`. */
  readonly presence?: "always" | "sometimes";
}

/** Fields by name. */
export type LogFields = Readonly<Record<string, LogField>>;

/** Lines that are written in one way and stored under the same labels. */
export interface LogStream {
  /** What writes the lines, e.g. `Butterfly's nodes`. */
  readonly name: string;
  /**
   * The labels that Loki indexes, and a query's selector may name: few, each with few values
   * (https://grafana.com/docs/loki/latest/get-started/labels/bp-labels/).
   */
  readonly labels: LogFields;
  /** What is stored beside the line, and a query may filter by behind its selector: identifiers, mostly. */
  readonly metadata: LogFields;
  readonly format: "json" | "logfmt" | "text";
  /** The fields that `json` or `logfmt` take from a line; those of nested objects are joined by `_`. */
  readonly fields: LogFields;
  /** `open`: lines hold fields beside those of `fields`. Default: `closed`. */
  readonly fieldNames?: "closed" | "open";
}

/** What one system logs. */
export interface LogCatalogue {
  /** The observed system, e.g. `butterfly`. */
  readonly system: string;
  /** What it was read from, with its version: a specification, or the lines of a release. */
  readonly source: string;
  readonly streams: readonly LogStream[];
}
