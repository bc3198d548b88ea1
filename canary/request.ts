/** One known request: its trace and its log line, with the data of a person who does not exist. */
import { randomBytes } from "node:crypto";
import { person } from "./person.ts";

/** The service that the canary says it is, and the one that it says it calls. */
export const SERVICE = "canary";
export const CALLED_SERVICE = "canary-callee";

/** A request as the canary remembers it. */
export interface KnownRequest {
  readonly traceId: string;
  readonly spanId: string;
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** How long the made-up request took, in milliseconds. */
export const DURATION_MILLISECONDS = 40;

/** How many spans its trace has. */
export const SPANS = 3;

/** A new request, at a time in milliseconds since 1970. */
export function newRequest(startedAt: number): KnownRequest {
  return { traceId: randomBytes(16).toString("hex"), spanId: randomBytes(8).toString("hex"), startedAt };
}

/** Kinds and states of spans as numbers (https://github.com/open-telemetry/opentelemetry-proto, trace/v1). */
const KIND = { server: 2, client: 3 } as const;
const ERROR = 2;

interface Span {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly kind: keyof typeof KIND;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * The request's trace as OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): the canary's server span,
 * its call, and the server span of the service that it calls. It ends in an error, so that sampling keeps it.
 */
export function traceOf(request: KnownRequest): object {
  const call = randomBytes(8).toString("hex");
  return {
    resourceSpans: [
      resourceSpans(request, SERVICE, [
        { id: request.spanId, name: "canary request", kind: "server", attributes: personalAttributes },
        { id: call, parent: request.spanId, name: "canary call", kind: "client" },
      ]),
      resourceSpans(request, CALLED_SERVICE, [
        { id: randomBytes(8).toString("hex"), parent: call, name: "canary answer", kind: "server" },
      ]),
    ],
  };
}

const personalAttributes = {
  "user.id": person.id,
  "user.email": person.email,
  "client.address": person.ipv4,
  "network.peer.address": person.ipv6,
  "gen_ai.input.messages": person.prompt,
};

function resourceSpans({ traceId, startedAt }: KnownRequest, service: string, spans: readonly Span[]): object {
  const nanoseconds = (milliseconds: number) => `${milliseconds}000000`;
  return {
    resource: { attributes: attributesOf({ "service.name": service }) },
    scopeSpans: [
      {
        scope: { name: SERVICE },
        spans: spans.map(({ id, parent, name, kind, attributes = {} }) => ({
          traceId,
          spanId: id,
          ...(parent === undefined ? {} : { parentSpanId: parent }),
          name,
          kind: KIND[kind],
          startTimeUnixNano: nanoseconds(startedAt),
          endTimeUnixNano: nanoseconds(startedAt + DURATION_MILLISECONDS),
          attributes: attributesOf(attributes),
          status: { code: ERROR, message: "on purpose" },
        })),
      },
    ],
  };
}

function attributesOf(values: Readonly<Record<string, string>>): object[] {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

/** The request's line in the log: JSON, as Butterfly's nodes write it, with the person's data in fields and in the message. */
export function logLineOf({ traceId, spanId, startedAt }: KnownRequest): string {
  return JSON.stringify({
    timestamp: new Date(startedAt).toISOString(),
    level: "INFO",
    message: `canary request of ${person.email} from ${person.ipv4} and ${person.ipv6}`,
    trace_id: traceId,
    span_id: spanId,
    user_id: person.id,
    input_text: person.prompt,
  });
}
