import type { Person } from "./people.ts";
import type { Span } from "./span.ts";

/** What a request leaves behind, beside what it adds to metrics. */
export interface Signals {
  readonly spans: readonly Span[];
  /** Lines of the log, as JSON. */
  readonly lines: readonly LogLine[];
}

/** A line: what everybody's lines have, and whatever else. */
export interface LogLine {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly level: "INFO" | "WARN" | "ERROR";
  readonly message: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly [field: string]: unknown;
}

/** What lines say of a person, which nobody may read who reads logs: in fields, and in the message. */
export function personal({ id, name, email, address, phone }: Person) {
  return { user_id: id, user_name: name, email, ip_address: address, phone };
}
