/** What may be the matter with the gateway itself. */
export type GatewayFault = "overhead" | "queue" | "budgets" | "redis" | "database";

/** What is the matter with a simulated LLM platform. Models go by the names that people ask for. */
export interface LlmConditions {
  /** Requests for a model, as a multiple of the usual. */
  readonly load: Readonly<Record<string, number>>;
  /** Models whose server refuses every call. */
  readonly down: readonly string[];
  /** Inference servers whose process is dead, metrics and all. */
  readonly deadServers: readonly "vllm"[];
  /** Inference servers that discovery does not find, though they answer. */
  readonly undiscovered: readonly "vllm"[];
  /** Share of the calls of a model that its server fails, and that the gateway's next call gets answered. */
  readonly failedCalls: Readonly<Record<string, number>>;
  /** Share of the answers of a model whose callers go before the end. */
  readonly givenUp: Readonly<Record<string, number>>;
  /** How many times longer a model takes. */
  readonly slow: Readonly<Record<string, number>>;
  /** Share of the requests that the gateway fails by itself. */
  readonly gatewayFailures: number;
  /** What else is the matter with the gateway; its requests are answered all the same. */
  readonly gateway: readonly GatewayFault[];
  /** `hang`: models' servers take requests and never answer. */
  readonly requests: "answered" | "hang";
  /** How many times longer the databases take. */
  readonly slowDatabase: number;
  /** Where the way of spans ends: at the services, which send none, or before Tempo, which receives none. */
  readonly spans: "stored" | "not sent" | "not stored";
  /** Blocks of traces that Tempo has yet to make one of. */
  readonly blocksToCompact: number;
}

/** Nothing is the matter. */
export const healthyLlm: LlmConditions = {
  load: {},
  down: [],
  deadServers: [],
  undiscovered: [],
  failedCalls: {},
  givenUp: {},
  slow: {},
  gatewayFailures: 0,
  gateway: [],
  requests: "answered",
  slowDatabase: 1,
  spans: "stored",
  blocksToCompact: 4,
};
