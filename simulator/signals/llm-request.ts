/** A request to the simulated LLM platform, as Open WebUI and LiteLLM (V2) tell of it in spans and log lines. */
import type { Random } from "../engine/random.ts";
import {
  GATEWAY_SECONDS,
  type LlmMoment,
  type ModelMoment,
  STATEMENTS,
  serverSeconds,
  WEBUI_SECONDS,
} from "../llm/platform.ts";
import { anyone } from "./people.ts";
import { personal, type Signals } from "./signals.ts";
import { newSpanId, newTraceId, type Span } from "./span.ts";

const SPREAD = 0.35;
const HEADERS_SECONDS = 0.02;
const REFUSED_SECONDS = 0.003;
const CHAT = "/v1/chat/completions";

/** What may become of a request: HTTP's status, and what LiteLLM says went wrong. */
const ENDS = {
  succeeded: { http: 200 },
  gatewayFailures: { http: 500, type: "InternalServerError", error: "the proxy failed" },
  serverFailures: { http: 503, type: "ServiceUnavailableError", error: "connection to the model's server refused" },
  refused: { http: 429, type: "RateLimitError", error: "too many requests wait" },
} as const;

/** The moments of a request and what they have in common. */
interface Course {
  readonly moment: ModelMoment;
  readonly end: (typeof ENDS)[keyof typeof ENDS];
  /** Seconds: at the model, of all of its database work, by service; and how much longer or shorter than the median it is. */
  readonly model: number;
  readonly database: LlmMoment["databaseSeconds"];
  readonly factor: number;
}

/**
 * Some of the requests of a step.
 *
 * @param time the end of the step, in seconds since 1970.
 * @param most so many at most.
 */
export function llmRequests(
  { models, databaseSeconds }: LlmMoment,
  time: number,
  most: number,
  random: Random,
): readonly Signals[] {
  const all = models.flatMap((moment) =>
    Object.entries(ENDS).flatMap(([kind, end]) => {
      const count =
        kind === "succeeded"
          ? moment.succeeded
          : kind === "refused"
            ? moment.refused
            : kind === "serverFailures"
              ? moment.serverFailures
              : moment.gatewayFailures;
      return Array.from({ length: count }, () => ({ moment, end }));
    }),
  );
  const every = Math.max(1, all.length / most);
  return all
    .filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every))
    .map(({ moment, end }) => {
      const factor = Math.exp(SPREAD * random.normal());
      const model = end.http === 200 ? serverSeconds(moment) * factor : REFUSED_SECONDS;
      return request({ moment, end, model, database: databaseSeconds, factor }, time, random);
    });
}

function request(course: Course, time: number, random: Random): Signals {
  const { moment, end, model, database } = course;
  const person = anyone(random);
  const gatewaySeconds = model + STATEMENTS * database.litellm + GATEWAY_SECONDS;
  const seconds = gatewaySeconds + STATEMENTS * database["open-webui"] + WEBUI_SECONDS;
  const traceId = newTraceId(random);
  const [root, call, gateway] = [newSpanId(random), newSpanId(random), newSpanId(random)];
  const start = 1000 * (time - seconds);
  const failed = "error" in end ? { error: end.error } : {};
  const cause = "error" in end ? { "error.type": end.type, "error.message": end.error } : {};
  const http = (route: string) => ({
    "http.request.method": "POST",
    "http.route": route,
    "url.path": route,
    "http.response.status_code": end.http,
    ...cause,
  });
  const reached = 1000 * STATEMENTS * database["open-webui"] + start + 1000 * (WEBUI_SECONDS / 2);
  const spans: Span[] = [
    {
      ...{
        traceId,
        id: root,
        service: "open-webui",
        name: "POST /api/chat/completions",
        kind: "server",
        start,
        seconds,
      },
      attributes: {
        ...http("/api/chat/completions"),
        "client.user.id": person.id,
        "client.user.email": person.email,
        "client.user.role": "user",
        "client.auth.type": "jwt",
      },
      ...failed,
    },
    databaseSpan(
      { traceId, parent: root, service: "open-webui", start, seconds: STATEMENTS * database["open-webui"] },
      random,
    ),
    {
      ...{ traceId, id: call, parent: root, service: "open-webui", kind: "client", start: reached },
      name: `POST http://litellm:4000${CHAT}`,
      // Of a stream it ends with the first headers.
      seconds: Math.min(gatewaySeconds, HEADERS_SECONDS),
      attributes: { ...http(CHAT), "server.address": "litellm", "server.port": 4000 },
      ...failed,
    },
    {
      ...{
        traceId,
        id: gateway,
        parent: call,
        service: "litellm",
        name: `POST ${CHAT}`,
        kind: "server",
        start: reached,
      },
      seconds: gatewaySeconds,
      attributes: { ...http(CHAT), ...ofLitellm(course, person.id, traceId) },
      ...failed,
    },
    databaseSpan(
      { traceId, parent: gateway, service: "litellm", start: reached, seconds: STATEMENTS * database.litellm },
      random,
    ),
    ...modelSpans(course, { traceId, gateway, start: reached + 1000 * GATEWAY_SECONDS }, person.id, random),
  ];
  const line = {
    timestamp: new Date(1000 * time).toISOString(),
    level: end.http === 200 ? ("INFO" as const) : end.http === 429 ? ("WARN" as const) : ("ERROR" as const),
    message: `chat of ${person.email} from ${person.address} with ${moment.model.name}: ${end.http}`,
    trace_id: traceId,
    span_id: gateway,
    service: "litellm",
    model: moment.model.name,
    status: end.http,
    duration_seconds: Number(seconds.toFixed(3)),
    ...personal(person),
  };
  return { spans, lines: [line] };
}

/** LiteLLM's way to the model: as often as it tried. */
function modelSpans(
  course: Course,
  { traceId, gateway, start }: { readonly traceId: string; readonly gateway: string; readonly start: number },
  user: string,
  random: Random,
): readonly Span[] {
  const { moment, end, model: seconds } = course;
  const { model } = moment;
  if (end.http === 500 || end.http === 429) return [];
  const tries = end.http === 200 ? 1 : 3;
  const failed = "error" in end ? { error: end.error } : {};
  const routes = Array.from({ length: tries }, () => newSpanId(random));
  const last = routes.at(-1) ?? gateway;
  const url = new URL(model.address);
  return [
    ...routes.map((id, index): Span => {
      const begins = start + index * 1000 * seconds;
      const route = {
        traceId,
        id,
        parent: gateway,
        service: "litellm",
        name: `route ${model.name}`,
        kind: "internal",
      } as const;
      return { ...route, start: begins, seconds, attributes: ofLitellm(course, user, traceId), ...failed };
    }),
    {
      ...{
        traceId,
        id: newSpanId(random),
        parent: last,
        service: "litellm",
        name: `chat ${model.name}`,
        kind: "client",
      },
      start: start + (tries - 1) * 1000 * seconds,
      seconds,
      attributes: {
        ...ofLitellm(course, user, traceId),
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": model.provider,
        "gen_ai.request.model": model.name,
        "server.address": url.hostname,
        "server.port": Number(url.port),
        ...(end.http === 200 ? answerOf(course) : { "error.type": end.type, "error.message": end.error }),
      },
      ...failed,
    },
  ];
}

function answerOf({ moment, factor }: Course): Span["attributes"] {
  const { model, queueSeconds, prefillSeconds } = moment;
  return {
    "gen_ai.response.model": model.providerModel,
    "gen_ai.request.stream": true,
    "gen_ai.response.time_to_first_chunk": { double: (queueSeconds + prefillSeconds) * factor },
    "gen_ai.usage.input_tokens": model.promptTokens,
    "gen_ai.usage.output_tokens": model.answerTokens * factor,
  };
}

function ofLitellm({ moment: { model } }: Course, user: string, traceId: string): Span["attributes"] {
  return {
    "litellm.provider.model": `${model.provider}/${model.providerModel}`,
    "litellm.metadata.user_api_key_end_user_id": user,
    // A conversation has several requests.
    "gen_ai.conversation.id": `conversation-${user}-${traceId.slice(0, 1)}`,
  };
}

function databaseSpan(
  of: Pick<Span, "traceId" | "service" | "start" | "seconds"> & { readonly parent: string },
  random: Random,
): Span {
  const attributes = { "db.system": "postgresql", ...(of.service === "litellm" ? {} : { "db.name": of.service }) };
  const name = of.service === "litellm" ? "postgres.query" : "SELECT chat";
  return { ...of, id: newSpanId(random), name, kind: "client", attributes };
}
