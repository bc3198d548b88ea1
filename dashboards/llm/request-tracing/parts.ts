import { llmLimits as limits } from "../../../mixins/llm/limits.ts";
import { modelCalls } from "../../../mixins/llm/span-queries.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { traceTable } from "../../kit/panels/trace-table.ts";
import { gatewaySpans, inCluster, modelSpans, ofGateway, platformSpans } from "../selectors.ts";

const called = `${inCluster}, client=~"$webui|$gateway"`;

/** Where the time goes: in the model, in the database, between services. */
export function partBands(): Band[] {
  return [
    { title: "Where the time goes", height: 9, panels: [modelAndDatabase(), calls()] },
    { height: 9, panels: [slowModel(), slowDatabase()] },
    { height: 8, panels: [firstToken()] },
    { height: 8, panels: [retried()] },
  ];
}

/** Mean seconds of something, from its histogram. */
function mean(sum: string, count: string): string {
  return `${sum} / ${count}`;
}

const modelAndDatabase = () => {
  const asked = { of: ofGateway, window: "$interval", by: "cluster" } as const;
  const database = `connection_type="database"`;
  const seconds = (part: string) =>
    `sum(rate(traces_service_graph_request_client_seconds_${part}{${called}, ${database}}[$interval]))`;
  const ofModels = (metric: "latency_sum" | "latency_count") => `sum(${modelCalls({ ...asked, metric })})`;
  return timeseries({
    id: 16,
    title: "Model and database",
    description:
      "Mean duration of a call of a model, and of a call of a database, as their callers see it. Open WebUI's calls within a chat are not on its trace: of its database, PostgreSQL's own metrics say more.\n\n**Good:** the model takes seconds, the database milliseconds. **Otherwise:** a database that takes a tenth of a second holds up every chat (LlmDatabaseSlow): load of the chat's history, locks, a pool that is too small.",
    unit: "s",
    series: "lines",
    queries: [
      { expr: mean(ofModels("latency_sum"), ofModels("latency_count")), legend: "model" },
      { expr: mean(seconds("sum"), seconds("count")), legend: "database" },
    ],
  });
};

const calls = () =>
  timeseries({
    id: 17,
    title: "P95 latency by call",
    description:
      "Of 100 calls from one service to another 95 take no longer, as the caller sees it. A call whose answer is streamed ends for Open WebUI with its first bytes.\n\n**Good:** each shorter than the one before it. **Otherwise:** the last one that is slow is the cause: those before it only wait.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (client, server, le) (rate(traces_service_graph_request_client_seconds_bucket{${called}}[$interval])))`,
        legend: "{{client}} → {{server}}",
      },
    ],
  });

const slowModel = () =>
  traceTable({
    id: 18,
    title: "Slow in the model",
    description:
      "Traces in which a call of a model took longer than 5 s.\n\n**Good:** few, and with long answers. **Otherwise:** many of one model: its server's queue, its GPU.",
    query: `{ ${platformSpans} && kind = server } >> { ${modelSpans} && duration > 5s }`,
    rows: "traces",
  });

const slowDatabase = () =>
  traceTable({
    id: 19,
    title: "Slow in the database",
    description:
      "Traces in which a call of a database took longer than half a second.\n\n**Good:** none. **Otherwise:** the pool's waiting for a connection counts: look at PostgreSQL's connections, then at its slow queries.",
    query: `{ ${platformSpans} && kind = server } >> { span.db.system != nil && duration > 500ms }`,
    rows: "traces",
  });

const firstToken = () =>
  traceTable({
    id: 20,
    title: "Late first tokens",
    description:
      "Calls of which the first piece came later than 2 s. LiteLLM's V2 spans of streams alone tell it.\n\n**Good:** none, but after a model was loaded. **Otherwise:** prompts wait in the queue of the model's server, or are very long.",
    titles: { "gen_ai.response.time_to_first_chunk": "First piece (s)", "gen_ai.request.model": "Model" },
    query: `{ ${gatewaySpans} && span.gen_ai.response.time_to_first_chunk > ${limits.timeToFirstToken.value}.0 } | select(span.gen_ai.response.time_to_first_chunk, span.gen_ai.request.model)`,
    rows: "spans",
  });

const retried = () =>
  traceTable({
    id: 21,
    title: "Retried requests",
    description:
      "Traces in which the gateway tried a model more than once: it looks slow while a model's server fails. LiteLLM's V2 spans tell it.\n\n**Good:** none. **Otherwise:** see *Deployments* for the server that fails.",
    query: `{ ${gatewaySpans} && name =~ "route .*" } | count() > 1`,
    rows: "traces",
  });
