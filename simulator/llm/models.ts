/** The models of the simulated LLM platform: two at an Ollama, one at a vLLM. */

/** A model and what runs it. */
export interface Model {
  /** What people ask for. */
  readonly name: string;
  /** What its server calls it. */
  readonly providerModel: string;
  readonly provider: "ollama_chat" | "hosted_vllm";
  readonly server: "ollama" | "vllm";
  readonly address: string;
  /** The model that the gateway asks where this one fails; it has no key for it that is still good. */
  readonly fallback?: string;
  /** Requests a second on an ordinary day. */
  readonly perSecond: number;
  /** Median seconds in which a prompt is read, and a token written. */
  readonly readSeconds: number;
  readonly writeSeconds: number;
  /** Median tokens of a prompt and of an answer. */
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Requests that its server answers at a time; the rest waits. */
  readonly slots: number;
}

const OLLAMA = { provider: "ollama_chat", server: "ollama", address: "http://ollama:11434" } as const;

/** Every model. */
export const models: readonly Model[] = [
  {
    ...OLLAMA,
    name: "llama3.2",
    providerModel: "llama3.2:3b",
    perSecond: 0.5,
    readSeconds: 0.25,
    writeSeconds: 0.012,
    promptTokens: 400,
    answerTokens: 160,
    slots: 16,
  },
  {
    ...OLLAMA,
    name: "qwen2.5-coder",
    providerModel: "qwen2.5-coder:14b",
    fallback: "gpt-5-mini",
    perSecond: 0.3,
    readSeconds: 0.4,
    writeSeconds: 0.016,
    promptTokens: 900,
    answerTokens: 180,
    slots: 16,
  },
  {
    name: "llama-3.3-70b",
    providerModel: "meta-llama/Llama-3.3-70B-Instruct",
    provider: "hosted_vllm",
    server: "vllm",
    address: "http://vllm:8000",
    perSecond: 1.5,
    readSeconds: 0.3,
    writeSeconds: 0.014,
    promptTokens: 700,
    answerTokens: 200,
    slots: 32,
  },
];

/** Pods of the platform, each the target of a scrape job of its server's name. */
export const pods = { litellm: "litellm-0", vllm: "vllm-0" } as const;

/** The namespace of the platform. */
export const LLM_NAMESPACE = "llm";
