/** Traces of known kinds, as OTLP in JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** Why a trace is kept, or that it is one of the rest. */
export const TRACE_KINDS = ["error", "slow", "byzantine", "ordinary"] as const;

/** One of them. */
export type TraceKind = (typeof TRACE_KINDS)[number];

/** A trace that a test makes. */
export interface MadeTrace {
  readonly id: string;
  readonly kind: TraceKind;
  /** Its spans. Each goes out in a request of its own: services send theirs at different times. */
  readonly spans: readonly object[];
}

/** Spans of each trace. */
export const SPANS_OF_TRACE = 5;

/** Of a thousand traces: 40 with an error, 30 slow ones, 10 Byzantine ones. */
function kindOf(index: number): TraceKind {
  const place = index % 100;
  if (place < 4) return "error";
  if (place < 7) return "slow";
  return place === 7 ? "byzantine" : "ordinary";
}

/** Traces whose root has just ended. What makes one stand out is on its last span, the root is the third. */
export function madeTraces(count: number, first = 0): readonly MadeTrace[] {
  return Array.from({ length: count }, (_, index) => madeTrace(first + index));
}

function madeTrace(index: number): MadeTrace {
  const id = createHash("sha256").update(`trace ${index}`).digest("hex").slice(0, 32);
  const kind = kindOf(index);
  const ended = BigInt(Date.now()) * 1_000_000n;
  const spans = Array.from({ length: SPANS_OF_TRACE }, (_, at) => {
    const root = at === 2;
    const last = at === SPANS_OF_TRACE - 1;
    const took = kind === "slow" && last ? 5_500_000_000n : 40_000_000n;
    return {
      traceId: id,
      spanId: spanId(index, at),
      ...(root ? {} : { parentSpanId: spanId(index, 2) }),
      name: root ? "inference.request" : "layer.execute",
      kind: root ? 2 : 1,
      startTimeUnixNano: String(ended - took),
      endTimeUnixNano: String(ended),
      attributes: [
        attribute("node_id", `node-${index % 7}`),
        ...(kind === "byzantine" && last ? [attribute("fault_type", "merkle_mismatch")] : []),
      ],
      status: kind === "error" && last ? { code: 2, message: "failed" } : {},
    };
  });
  return { id, kind, spans };
}

function spanId(index: number, at: number): string {
  return (index * SPANS_OF_TRACE + at + 1).toString(16).padStart(16, "0");
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

/** Sends the traces in requests of some hundred spans, spread over the receivers: spans of one trace take different ways. */
export async function sendTraces(traces: readonly MadeTrace[], receivers: readonly string[]): Promise<void> {
  for (let at = 0; at < SPANS_OF_TRACE; at++) {
    for (let from = 0; from < traces.length; from += 500) {
      const spans = traces.slice(from, from + 500).map((trace) => trace.spans[at]);
      // One resource and one scope, as a service's SDK sends what has come together.
      const resource = { attributes: [attribute("service.name", "butterfly")] };
      const resourceSpans = [{ resource, scopeSpans: [{ scope: { name: "test" }, spans }] }];
      await post(receivers, at + from / 500, JSON.stringify({ resourceSpans }));
    }
  }
}

/** Tries before a test gives up: a minute. */
const TRIES = 120;

/** As an agent does through a Service: what is refused is sent again, to the next that answers. */
async function post(receivers: readonly string[], first: number, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  let last = "";
  for (let tried = 0; tried < TRIES; tried++) {
    const url = `http://${receivers[(first + tried) % receivers.length]}/v1/traces`;
    try {
      const answer = await fetch(url, { method: "POST", headers, body });
      last = `${answer.status} ${await answer.text()}`;
      if (answer.ok) return;
    } catch (error) {
      last = String(error);
    }
    await sleep(500);
  }
  throw new Error(`nobody takes spans: ${last}`);
}
