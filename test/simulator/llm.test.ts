/** What Open WebUI, LiteLLM, vLLM and their spans say of the same requests agrees, whatever is the matter. */
import { describe, expect, test } from "vitest";
import { samplesOf } from "../../simulator/engine/exposition.ts";
import type { World } from "../../simulator/program/world.ts";
import { llmScenarios } from "../../simulator/scenarios/llm.ts";
import { worldOf } from "./world.ts";

/** The sum of the samples of a name that have these labels, on all targets. */
function sum(world: World, wanted: string, labels: Readonly<Record<string, string>> = {}): number {
  let total = 0;
  for (const { series, state } of world.targets) {
    if (state !== "answers") continue;
    for (const { family, series: all } of series.exposed()) {
      if (!wanted.startsWith(family.name)) continue;
      for (const each of all.values()) {
        for (const { name, labels: own, value } of samplesOf(family, each)) {
          if (name === wanted && Object.entries(labels).every(([label, text]) => own[label] === text)) total += value;
        }
      }
    }
  }
  return total;
}

const REQUESTS = "litellm_proxy_total_requests_metric_total";

describe.each([{ name: "healthy", changes: [] }, ...llmScenarios])("requests: $name", ({ changes }) => {
  const world = worldOf({ changes: changes.map((change) => ({ ...change, from: 2, to: 6 })) });
  world.advanceTo(600);
  const spans = changes.some(({ llm }) => llm?.spans === "not sent") ? 0 : 1;
  const isKnown = !changes.some(({ llm }) => llm?.deadServers !== undefined || llm?.undiscovered !== undefined);

  const isDown = changes.some(({ llm }) => llm?.down?.includes("llama-3.3-70b"));

  test("that come in are answered or fail", () => {
    const answered = sum(world, REQUESTS, { status_code: "200" });
    const failed = sum(world, "litellm_proxy_failed_requests_metric_total");
    expect(answered).toBeGreaterThan(200);
    expect(answered + failed).toBe(sum(world, REQUESTS));
    expect(sum(world, "litellm_request_total_latency_metric_count")).toBe(answered);
    expect(sum(world, "litellm_deployment_success_responses_total")).toBe(answered);
    const calls = sum(world, "litellm_deployment_total_requests_total");
    expect(calls - sum(world, "litellm_deployment_failure_responses_total")).toBe(answered);
  });

  test("are the same to the services' spans, where these are sent", () => {
    const server = { span_kind: "SPAN_KIND_SERVER" };
    const atGateway = sum(world, "traces_spanmetrics_calls_total", { ...server, service: "litellm" });
    expect(sum(world, "traces_spanmetrics_calls_total", { ...server, service: "open-webui" })).toBe(atGateway);
    if (spans === 1) expect(atGateway).toBe(sum(world, REQUESTS));
    else expect(atGateway).toBeLessThan(sum(world, REQUESTS));
  });

  if (!isKnown) return;
  test("of its model are the same to vLLM, and their tokens", () => {
    const own = { requested_model: "llama-3.3-70b" };
    const failed = sum(world, "vllm:request_success_total", { finished_reason: "error" });
    const ended = sum(world, "vllm:request_success_total");
    expect(ended - failed).toBe(sum(world, REQUESTS, { ...own, status_code: "200" }));
    // Calls that are refused never reach the engine; all others that it fails, the gateway has counted as failed too.
    if (!isDown) expect(failed).toBe(sum(world, "litellm_deployment_failure_responses_total", own));
    expect(sum(world, "vllm:generation_tokens_total")).toBe(sum(world, "litellm_output_tokens_metric_total", own));
    expect(sum(world, "vllm:prompt_tokens_total")).toBe(sum(world, "litellm_input_tokens_metric_total", own));
  });
});

test("the KV cache fills with the batch, and requests wait and are set back only when it is full", () => {
  const world = worldOf({ changes: [{ from: 2, to: 60, llm: { load: { "llama-3.3-70b": 9 } } }] });
  const seen = () => ({
    used: sum(world, "vllm:kv_cache_usage_perc"),
    waiting: sum(world, "vllm:num_requests_waiting"),
    preempted: sum(world, "vllm:num_preemptions_total"),
  });
  world.advanceTo(110);
  expect(seen()).toMatchObject({ waiting: 0, preempted: 0 });
  expect(seen().used).toBeLessThan(0.5);
  world.advanceTo(600);
  expect(seen().used).toBeGreaterThan(0.95);
  expect(seen().waiting).toBeGreaterThan(50);
  expect(seen().preempted).toBeGreaterThan(0);
});
