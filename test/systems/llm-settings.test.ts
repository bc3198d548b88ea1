import { expect, test } from "vitest";
import { llmServers } from "../../mixins/llm/scrape.ts";
import { localSettings, problemsOf } from "../config/problems-of.ts";

const traces = { store: "volume", spansPerSecond: 100, processing: "agent" };
const withLlm = (llm: Record<string, unknown>) => problemsOf(localSettings({ traces, llm }));

test("an LLM platform needs no setting but that it is there", () => {
  expect(withLlm({})).toEqual({});
});

test.each(llmServers)("the namespaces of %s are all that its metrics need", (server) => {
  expect(withLlm({ [server]: { namespaces: ["llm"] } })).toEqual({});
  expect(Object.keys(withLlm({ [server]: {} }))).toEqual([`aiobs:llm.${server}.namespaces`]);
});

test("a stack without traces is told that it needs them", () => {
  expect(problemsOf(localSettings({ llm: {} }))).toEqual({
    "aiobs:llm":
      "needs traces, which this stack does not have; set aiobs:traces, or leave llm out: then nothing of it is deployed",
  });
});

test.each(['a"b', "a b", "", "a|b", ".*"])("the service name %j, which would change queries, is refused", (name) => {
  expect(Object.keys(withLlm({ services: { gateway: [name] } }))).toEqual(["aiobs:llm.services.gateway[0]"]);
});

test("a part of the platform has a name", () => {
  expect(Object.keys(withLlm({ services: { webui: [] } }))).toEqual(["aiobs:llm.services.webui"]);
});
