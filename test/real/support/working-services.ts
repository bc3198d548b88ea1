/** Traces of many services that call each other, as OTLP in JSON: as many kinds of spans as one asks for. */
import { randomBytes } from "node:crypto";

/** How many services there are, and how many names the spans of each have. */
export interface WorkingServices {
  readonly services: number;
  readonly spanNames: number;
  /** Other services that each calls. */
  readonly calls: number;
}

/** What becomes of a request: what its spans say, and the status. */
const OUTCOMES = [
  { code: 200, status: {} },
  { code: 404, status: {} },
  { code: 500, status: { code: 2, message: "failed" } },
] as const;

/** One span of each name and outcome of each service, and each call of one service to another: requests of OTLP, a service each. */
export function tracesOfServices({ services, spanNames, calls }: WorkingServices): readonly string[] {
  const now = BigInt(Date.now()) * 1_000_000n;
  const byService = Array.from({ length: services }, (): object[] => []);
  const span = (service: number, name: string, outcome: (typeof OUTCOMES)[number], more: object) => {
    byService[service]?.push({
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name,
      kind: 2,
      startTimeUnixNano: String(now - 40_000_000n),
      endTimeUnixNano: String(now),
      attributes: [{ key: "http.response.status_code", value: { intValue: String(outcome.code) } }],
      status: outcome.status,
      ...more,
    });
  };
  for (let service = 0; service < services; service++) {
    for (const outcome of OUTCOMES) {
      // Two names are those of calls: the caller's and the callee's.
      for (let name = 1; name < spanNames - 1; name++) span(service, `operation ${name}`, outcome, {});
      for (let call = 1; call <= calls; call++) {
        const [traceId, spanId] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")];
        span(service, "call", outcome, { traceId, spanId, kind: 3 });
        span((service + call) % services, "answer", outcome, { traceId, parentSpanId: spanId });
      }
    }
  }
  return byService.map((spans, service) => {
    const attributes = [{ key: "service.name", value: { stringValue: `service-${service}` } }];
    return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: {}, spans }] }] });
  });
}
