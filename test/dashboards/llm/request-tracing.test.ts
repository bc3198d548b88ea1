/** The specification's dashboard (llm-tracing-dashboard.md): its panels, and what its debugging scenarios ask. */
import { describe, expect, test } from "vitest";
import { llmRequestTracing } from "../../../dashboards/llm/request-tracing.ts";
import { panelsOf, queriesOf } from "../../../dashboards/walk.ts";

const model = llmRequestTracing.build();
const panels = panelsOf(model);
const queries = queriesOf(model);
const panel = (title: string) => panels.find((item) => item.title === title);
const queryOf = (title: string) =>
  queries
    .filter(({ part }) => part === title)
    .map(({ text }) => text)
    .join("\n");

describe("LLM Request Tracing", () => {
  test("is where the specification has it, with its interval", () => {
    expect(llmRequestTracing).toMatchObject({
      uid: "llm-request-tracing",
      title: "LLM Request Tracing",
      folder: "Tracing",
    });
    const interval = model.templating?.list?.find(({ name }) => name === "interval");
    expect(interval).toMatchObject({ type: "interval", query: expect.stringMatching(/1m.*5m.*15m.*1h/) });
  });

  test("draws the topology from the metrics of calls, of the chosen clusters", () => {
    expect(panel("AI service topology")).toMatchObject({
      type: "nodeGraph",
      datasource: { type: "tempo" },
      targets: [{ queryType: "serviceMap", serviceMapQuery: '{cluster=~"$cluster"}' }],
    });
  });

  test.each([
    ["Request rate", "traces_spanmetrics_calls_total"],
    ["LiteLLM latency percentiles", "traces_spanmetrics_latency_bucket"],
    ["Error rate (5xx)", 'http_response_status_code=~"5.."'],
  ])("%s is of all requests, before sampling, over the chosen interval", (title, wanted) => {
    expect(queryOf(title)).toContain(wanted);
    expect(queryOf(title)).toContain("[$interval]");
    expect(queryOf(title)).toContain('span_kind="SPAN_KIND_SERVER"');
  });

  test("shows P50, P95 and P99, and leads from them to traces", () => {
    const { targets } = panel("LiteLLM latency percentiles") ?? {};
    expect(targets?.map(({ legendFormat }) => legendFormat)).toEqual([
      "{{service}} P50",
      "{{service}} P95",
      "{{service}} P99",
    ]);
    expect(targets).toContainEqual(expect.objectContaining({ exemplar: true }));
  });

  test("lists traces over 5 s, and the last 50", () => {
    expect(queryOf("Slow requests (> 5 s)")).toContain("duration > 5s");
    expect(panel("Recent traces")?.targets).toMatchObject([{ limit: 50, tableType: "traces" }]);
  });

  test.each([
    ["Slow calls of the chosen models", ["span.gen_ai.request.model", "span.litellm.provider.model"]],
    ["Traces of the user", ["span.user.id", "span.client.user.id", "span.litellm.metadata.user_api_key_end_user_id"]],
    ["Traces of the session", ["span.session.id", "span.gen_ai.conversation.id"]],
    ["Errors with their messages", ["span:statusMessage", "span.error.message", "event.exception.message"]],
    ["Slow in the model", [">>", "span.gen_ai.provider.name", "span.gen_ai.system"]],
    ["Slow in the database", [">>", "span.db.system"]],
  ])("%s asks by the specification's names and by those that the applications send", (title, names) => {
    for (const name of names) expect(queryOf(title)).toContain(name);
  });

  test("leads from each list of traces to their logs", () => {
    const lists = panels.filter(({ type, targets }) => type === "table" && targets?.[0]?.queryType === "traceql");
    expect(lists.length).toBeGreaterThan(5);
    for (const { title, fieldConfig } of lists) {
      const links = (fieldConfig?.overrides ?? [])
        .flatMap(({ properties }) => properties ?? [])
        .filter(({ id }) => id === "links");
      const [url] = JSON.stringify(links).match(/panes=[^"]*(?:\\"[^"]*\\"[^"]*)*/) ?? [];
      expect(decodeURIComponent(url ?? ""), title ?? "").toMatch(/trace_id=.*\$\{__data/);
    }
  });
});
