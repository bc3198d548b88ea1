/** What may happen to a self-hosted LLM platform. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 40 } as const;
const MINUTES = 65;

/** What a server that fails every call brings about, whichever it is. */
const SERVER_DOWN = [
  ...["LlmModelNotAnswering", "LlmHighErrorRate"],
  ...["LitellmDeploymentDown", "LitellmDeploymentFailing", "LitellmRequestsFailing"],
];

/** Faults of Open WebUI, LiteLLM, the servers of their models, and the way of their spans. */
export const llmScenarios: readonly Scenario[] = [
  {
    name: "model-down",
    summary: "Ollama refuses all calls of one of its models.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { down: ["llama3.2"] } }],
    alerts: SERVER_DOWN,
  },
  {
    name: "inference-server-dead",
    summary: "The process of the vLLM is gone, and its metrics with it.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { deadServers: ["vllm"] } }],
    alerts: [...SERVER_DOWN, "AiobsTargetDown"],
  },
  {
    name: "inference-server-undiscovered",
    summary: "The vLLM answers, and Prometheus does not find it any more.",
    minutes: 50,
    changes: [{ from: 10, to: 30, llm: { undiscovered: ["vllm"] } }],
    alerts: ["AiobsTargetsVanished"],
  },
  {
    name: "slow-model",
    summary: "One of Ollama's models takes eight times as long: it does not fit on its GPU.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { slow: { "qwen2.5-coder": 8 } } }],
    alerts: ["LlmRequestsSlow"],
  },
  {
    name: "llm-errors",
    summary: "The gateway fails one request in seven by itself, before a model is asked.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gatewayFailures: 0.15 } }],
    alerts: ["LlmHighErrorRate", "LitellmRequestsFailing"],
  },
  {
    name: "gateway-failing",
    summary: "The gateway fails every request by itself: its database does not know a key any more.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gatewayFailures: 1 } }],
    alerts: ["LitellmFailing", "LlmHighErrorRate", "LitellmRequestsFailing"],
  },
  {
    name: "fallback-fails",
    summary: "Ollama refuses all calls of a model that has a fallback, and that one's key is not good any more.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { down: ["qwen2.5-coder"] } }],
    alerts: [...SERVER_DOWN, "LitellmFallbacksFailing"],
  },
  {
    name: "gateway-overhead",
    summary: "LiteLLM takes 0.6 s of its own for each request: its processor is too small.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gateway: ["overhead"] } }],
    alerts: ["LitellmOverheadHigh"],
  },
  {
    name: "gateway-queue",
    summary: "Requests wait 2.5 s before LiteLLM looks at them.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gateway: ["queue"] } }],
    alerts: ["LitellmQueueSlow"],
  },
  {
    name: "gateway-budgets",
    summary: "A team and its key have spent 95 % of their budgets.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gateway: ["budgets"] } }],
    alerts: ["LitellmTeamBudgetNearlyUsedUp", "LitellmKeyBudgetNearlyUsedUp"],
  },
  {
    name: "gateway-redis",
    summary: "LiteLLM's Redis is away: it leaves it alone after the first failures.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gateway: ["redis"] } }],
    alerts: ["LitellmRedisFailing"],
  },
  {
    name: "gateway-database",
    summary: "A quarter of LiteLLM's calls of PostgreSQL fail.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { gateway: ["database"] } }],
    alerts: ["LitellmDatabaseFailing"],
  },
  {
    name: "llm-overload",
    summary: "Nine times the usual requests for the vLLM's model: its KV cache is full, and requests wait.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { load: { "llama-3.3-70b": 9 } } }],
    alerts: ["VllmQueueGrows", "VllmKvCacheFull", "VllmTimeToFirstTokenHigh", "LlmRequestsSlow"],
  },
  {
    name: "inference-slow-tokens",
    summary:
      "The GPU of the vLLM is slowed down: a token takes 0.35 s, and at a tenth of the usual requests none waits.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { slow: { "llama-3.3-70b": 25 }, load: { "llama-3.3-70b": 0.1 } } }],
    alerts: ["VllmInterTokenLatencyHigh", "VllmTimeToFirstTokenHigh", "LlmRequestsSlow"],
  },
  {
    name: "inference-failing",
    summary: "The vLLM fails one call in thirty; the gateway asks again and is answered.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { failedCalls: { "llama-3.3-70b": 0.033 } } }],
    alerts: ["VllmRequestsFailing"],
  },
  {
    name: "inference-aborted",
    summary: "A program that asks the vLLM goes before its answers end: four in ten.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { givenUp: { "llama-3.3-70b": 0.4 } } }],
    alerts: ["VllmRequestsAborted"],
  },
  {
    name: "llm-hanging",
    summary: "The models' servers take requests and never answer.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { requests: "hang" } }],
    alerts: ["LitellmRequestsHanging", "VllmStalled"],
  },
  {
    name: "slow-database",
    summary:
      "Open WebUI's database takes 0.6 s for a statement: every chat waits for it, and the gateway does not see it.",
    minutes: 50,
    changes: [{ from: 10, to: 30, llm: { slowDatabase: 200 } }],
    alerts: ["LlmDatabaseSlow"],
  },
  {
    name: "traces-missing",
    summary: "The platform's services send no spans any more.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { spans: "not sent" } }],
    alerts: ["LlmTracesMissing"],
  },
  {
    name: "traces-not-stored",
    summary: "Spans are made and judged, and none reaches Tempo.",
    minutes: MINUTES,
    changes: [{ ...FAULT, llm: { spans: "not stored" } }],
    alerts: ["TempoNotIngesting"],
  },
  {
    name: "traces-not-compacted",
    summary: "Tempo's compactor does not keep up: blocks pile up.",
    minutes: 95,
    changes: [{ from: 10, to: 80, llm: { blocksToCompact: 400 } }],
    alerts: ["TempoCompactionBehind"],
  },
];
