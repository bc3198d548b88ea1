/** What the tier that judges traces counts of the platform's spans, before any is thrown away: Tempo's names. */
import type { Labels, TargetSeries } from "../engine/target-series.ts";
import type { LlmConditions } from "./conditions.ts";
import {
  GATEWAY_SECONDS,
  type LlmMoment,
  type ModelMoment,
  STATEMENTS,
  serverSeconds,
  TRIES,
  WEBUI_SECONDS,
} from "./platform.ts";

const SPREAD = 0.35;
/** A stream's call ends for its caller with the first headers. */
const HEADERS_SECONDS = 0.02;
/** A call of a server that is not there is refused in milliseconds. */
const REFUSED_SECONDS = 0.003;
/** Spans of a request that Tempo receives, on average: a tenth of the traces is kept, each with some ten spans. */
const STORED_SPANS = 1;

interface Spans {
  readonly service: string;
  readonly span_name: string;
  readonly span_kind: "SPAN_KIND_SERVER" | "SPAN_KIND_CLIENT" | "SPAN_KIND_INTERNAL";
  /** HTTP's status, where the span is of a request. */
  readonly http?: string;
  readonly failed: boolean;
}

/**
 * Adds a step to what a sampler says.
 * @returns how many requests it saw the spans of.
 */
export function exposeSpans(series: TargetSeries, moment: LlmMoment, { spans }: LlmConditions): number {
  const sent = spans === "not sent" ? 0 : 1;
  let requests = 0;
  for (const of of moment.models) {
    exposeModel(series, of, moment.databaseSeconds, sent);
    requests += sent * (of.succeeded + of.gatewayFailures + of.serverFailures + of.refused);
  }
  for (const client of ["open-webui", "litellm"] as const) {
    const edge = { client, server: "postgresql", connection_type: "database" };
    observeEdge(series, edge, STATEMENTS * requests, moment.databaseSeconds[client], "false");
  }
  return requests;
}

/** The spans of the requests for one model, by what became of them. */
function exposeModel(
  series: TargetSeries,
  moment: ModelMoment,
  database: LlmMoment["databaseSeconds"],
  sent: number,
): void {
  const server = serverSeconds(moment);
  const outcomes = [
    { count: moment.succeeded, http: "200", seconds: server, tries: 1 },
    { count: moment.gatewayFailures, http: "500", seconds: 0, tries: 0 },
    { count: moment.serverFailures, http: "503", seconds: TRIES * REFUSED_SECONDS, tries: TRIES },
    { count: moment.refused, http: "429", seconds: 0, tries: 0 },
  ] as const;
  const { name } = moment.model;
  for (const { count: happened, http, seconds, tries } of outcomes) {
    const count = sent * happened;
    const failed = http !== "200";
    const gateway = seconds + STATEMENTS * database.litellm + GATEWAY_SECONDS;
    const webui = gateway + STATEMENTS * database["open-webui"] + WEBUI_SECONDS;
    const spans = (of: Omit<Spans, "failed">, median: number, times = 1) =>
      observeSpans(series, { ...of, failed }, times * count, median);
    const chat = "/v1/chat/completions";
    spans(
      { service: "open-webui", span_name: "POST /api/chat/completions", span_kind: "SPAN_KIND_SERVER", http },
      webui,
    );
    const call = {
      service: "open-webui",
      span_name: `POST http://litellm:4000${chat}`,
      span_kind: "SPAN_KIND_CLIENT",
    } as const;
    spans({ ...call, http }, Math.min(gateway, HEADERS_SECONDS));
    spans({ service: "litellm", span_name: `POST ${chat}`, span_kind: "SPAN_KIND_SERVER", http }, gateway);
    observeEdge(
      series,
      { client: "user", server: "open-webui", connection_type: "virtual_node" },
      count,
      webui,
      `${failed}`,
    );
    observeEdge(series, { client: "open-webui", server: "litellm" }, count, gateway, `${failed}`);
    if (tries === 0) continue;
    spans({ service: "litellm", span_name: `route ${name}`, span_kind: "SPAN_KIND_INTERNAL" }, seconds, tries);
    spans({ service: "litellm", span_name: `chat ${name}`, span_kind: "SPAN_KIND_CLIENT" }, seconds);
    const edge = { client: "litellm", server: moment.model.server, connection_type: "virtual_node" };
    observeEdge(series, edge, count, seconds, `${failed}`);
  }
}

function observeSpans(series: TargetSeries, { http, failed, ...span }: Spans, count: number, median: number): void {
  const labels: Labels = {
    ...span,
    status_code: failed ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET",
    ...(http === undefined ? {} : { http_response_status_code: http }),
  };
  series.add("traces_spanmetrics_calls_total", labels, count);
  series.observe("traces_spanmetrics_latency", labels, count, { median, spread: SPREAD });
}

function observeEdge(
  series: TargetSeries,
  edge: Labels,
  count: number,
  median: number,
  failed: "true" | "false",
): void {
  const labels = { ...edge, failed };
  series.add("traces_service_graph_request_total", labels, count);
  if (failed === "true") series.add("traces_service_graph_request_failed_total", labels, count);
  for (const side of ["server", "client"]) {
    series.observe(`traces_service_graph_request_${side}_seconds`, labels, count, { median, spread: SPREAD });
  }
}

/** What Tempo says of the spans that it is sent, those of the traces that were kept, and of its blocks. */
export function exposeStored(series: TargetSeries, requests: number, conditions: LlmConditions): void {
  const { spans, blocksToCompact } = conditions;
  const received = spans === "stored" ? STORED_SPANS * requests : 0;
  series.add("tempo_distributor_spans_received_total", { tenant: "single-tenant" }, received);
  series.set("tempodb_compaction_outstanding_blocks", { tenant: "single-tenant" }, blocksToCompact);
}
