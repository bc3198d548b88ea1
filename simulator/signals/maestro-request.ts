/** Requests to the simulated Maestro API, in spans and log lines. */
import type { Random } from "../engine/random.ts";
import { type EndpointMoment, type MaestroMoment, tenants } from "../maestro/platform.ts";
import { anyone } from "./people.ts";
import { personal, type Signals } from "./signals.ts";
import { newSpanId, newTraceId, type Span } from "./span.ts";

const SPREAD = 0.5;

/** A request of a step to one of the endpoints that had any, with the status that its share gives it. */
export function maestroRequest({ endpoints }: MaestroMoment, time: number, random: Random): readonly Signals[] {
  const asked = endpoints.filter((endpoint) => total(endpoint) > 0);
  const endpoint = asked[Math.floor(random.next() * asked.length)];
  return endpoint === undefined ? [] : [requestTo(endpoint, time, random)];
}

function total({ succeeded, clientErrors, serverErrors, refused }: EndpointMoment): number {
  return succeeded + clientErrors + serverErrors + refused;
}

function requestTo(moment: EndpointMoment, time: number, random: Random): Signals {
  const { method, endpoint, median } = moment;
  const person = anyone(random);
  const tenant = Object.keys(tenants)[Math.floor(random.next() * Object.keys(tenants).length)] ?? "acme";
  const status = statusOf(moment, random.next() * total(moment));
  const seconds = median * Math.exp(SPREAD * random.normal());
  const [traceId, id] = [newTraceId(random), newSpanId(random)];
  const span: Span = {
    ...{ traceId, id, service: "maestro-api", name: `${method} ${endpoint}`, kind: "server", seconds },
    start: 1000 * (time - seconds),
    attributes: {
      "http.request.method": method,
      "http.response.status_code": status,
      "http.route": endpoint,
      "tenant.id": tenant,
      ...(status >= 500 ? { "error.type": "500" } : {}),
    },
    ...(status >= 500 ? { error: "Internal Server Error" } : {}),
  };
  const line = {
    timestamp: new Date(1000 * time).toISOString(),
    level: status >= 500 ? ("ERROR" as const) : status >= 400 ? ("WARN" as const) : ("INFO" as const),
    message: `${method} ${endpoint} of ${person.email} from ${person.address}: ${status}`,
    trace_id: traceId,
    span_id: id,
    tenant_id: tenant,
    endpoint,
    status,
    ...personal(person),
  };
  return { spans: [span], lines: [line] };
}

function statusOf({ serverErrors, clientErrors, refused }: EndpointMoment, drawn: number): number {
  if (drawn < serverErrors) return 500;
  if (drawn < serverErrors + clientErrors) return 404;
  return drawn < serverErrors + clientErrors + refused ? 429 : 200;
}
