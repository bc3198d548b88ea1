/** The specification's queries (llm-tracing-dashboard.md) on the spans that the applications send. */
import { describe, expect, test } from "vitest";
import { llmTraces } from "../../../mixins/llm/traces.ts";
import { checkTraceQL } from "../../../queries/traceql/check.ts";
import { indexSpans } from "../../../queries/traceql/spans.ts";
import verdicts from "../../queries/traceql/tempo-verdicts.json" with { type: "json" };

const index = indexSpans([llmTraces]);
const found = (query: string) => checkTraceQL(query, index, { variables: [] }).problems;
const queriesOf = (list: readonly { readonly query: string }[]) => list.map(({ query }) => query);

test.each(queriesOf(verdicts.queries.specification))("as specified, %s is refused", (query) => {
  expect(found(query)).toMatchObject([{ severity: "error", hint: expect.any(String) }]);
});

test.each(queriesOf(verdicts.queries.corrected))("corrected, %s passes", (query) => {
  // A series of spans without a model may be wanted.
  expect(found(query).filter(({ message }) => !message.endsWith('make a series called "nil".'))).toEqual([]);
});

/** Where the first fault of a specified query is mended as its hint says, the next one shows. */
describe("as specified, what is left once the hint was followed is refused as well", () => {
  const litellm = '{resource.service.name="litellm"';
  test.each([
    [`${litellm}} | duration > 5s`, "write `{ … && <condition> }`"],
    [`${litellm} && resource.model="llama3.2:3b"}`, /^spans have `span.gen_ai.request.model`, /],
    [`${litellm} && http.status_code >= 500}`, "write `span.http.status_code`"],
    [`${litellm} && status=error} | select(span.error_message)`, "did you mean `span.error.message`?"],
    ['{resource.service.name="open-webui" && user.id="admin"}', "write `span.user.id`"],
    ['{resource.service.name="open-webui" && session.id="abc123"}', "write `span.session.id`"],
    [`${litellm} && duration > 5s && startTime > 1h}`, "the time picker chooses the time"],
    [`${litellm}} && span.name =~ ".*ollama.*"`, "write `{ … && <condition> }`"],
    [`${litellm}} && {span.name =~ ".*ollama.*"}`, "write `name`"],
    ["{} | count() by (resource.service.name)", /`count_over_time\(\) by \(…\)`$/],
    [`${litellm}} | avg(duration) by (span.gen_ai.request.model)`, /`avg_over_time\(…\) by \(…\)`$/],
    ["{status=error} | rate() by resource.service.name", "e.g. `by (resource.service.name)`"],
  ])("%s", (query, hint) => {
    expect(found(query)).toMatchObject([
      { severity: "error", hint: typeof hint === "string" ? hint : expect.stringMatching(hint) },
    ]);
  });

  test('{trace:id="<trace-id>"}', () => {
    expect(found('{trace:id="<trace-id>"}')).toMatchObject([
      { message: "This is not the id of a trace: it has up to 32 hexadecimal digits." },
    ]);
  });
});

describe("a slip in them", () => {
  test.each([
    ['{ resource.service.name = "litelm" }', 'did you mean "litellm"?'],
    ['{ span.gen_ai.request.modle = "llama3.2" }', "did you mean `span.gen_ai.request.model`?"],
    ['{ resource.gen_ai.request.model = "llama3.2" }', "write `span.gen_ai.request.model`"],
    ["{ span.gen_ai.response.time_to_first_chunk > 1 }", "write `1.0`"],
    ['{ span.http.response.status_code >= "500" }', "write `500`"],
    ["{ status = error && span:statusMessage != nil }", 'write `span:statusMessage != ""`'],
    [
      "{} | quantile_over_time(span.gen_ai.response.time_to_first_chunk, 0.95)",
      "take quantiles from metrics, or have the attribute in whole milliseconds",
    ],
  ])("%s is told: %s", (query, hint) => {
    expect(found(query)).toMatchObject([{ severity: "error", hint }]);
  });
});
