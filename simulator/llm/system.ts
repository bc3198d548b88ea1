import { type Catalogues, familiesOf } from "../engine/families.ts";
import { Random } from "../engine/random.ts";
import { Target } from "../engine/target.ts";
import type { LlmConditions } from "./conditions.ts";
import { exposeGateway } from "./expose-gateway.ts";
import { exposeInference } from "./expose-inference.ts";
import { exposeSpans, exposeStored } from "./expose-spans.ts";
import { LLM_NAMESPACE, pods } from "./models.ts";
import { type LlmMoment, LlmPlatform } from "./platform.ts";

/** Share of a GPU that a batch of one takes: each token reads the whole model. */
const LOADED = 0.25;

/** An LLM platform stepped through time: its gateway, its vLLM, and what the tiers that take its spans say of them. */
export class LlmSystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #seed: number;
  readonly #platform = new LlmPlatform();
  readonly #gateway: Target;
  readonly #vllm: Target;
  readonly #sampler: Target;
  readonly #tempo: Target;

  /** @param catalogues those of `litellm`, `vllm`, `span-metrics` and `tempo`. */
  constructor(catalogues: Catalogues, seed: number) {
    this.#seed = seed;
    const ofPod = (job: "litellm" | "vllm", port: number) => {
      const pod = pods[job];
      return { job, instance: `${pod}:${port}`, namespace: LLM_NAMESPACE, pod, application: job };
    };
    const tier = (job: string, instance: string, catalogue: string) =>
      new Target({ job, instance }, familiesOf(catalogues, catalogue));
    this.#gateway = new Target(ofPod("litellm", 4000), familiesOf(catalogues, "litellm"));
    this.#vllm = new Target(ofPod("vllm", 8000), familiesOf(catalogues, "vllm"));
    this.#sampler = tier("otel-sampler-spans", "otel-sampler-0", "span-metrics");
    this.#tempo = tier("tempo", "tempo-0", "tempo");
    const all = [this.#gateway, this.#vllm, this.#sampler, this.#tempo];
    this.targets = new Map(all.map((target) => [target.labels.job, target]));
  }

  /** One step, which ends at `time`. */
  step(time: number, seconds: number, conditions: LlmConditions): LlmMoment {
    const moment = this.#platform.step(seconds, conditions, new Random(this.#seed, time, "llm"));
    exposeGateway(this.#gateway.series, moment, new Set(conditions.gateway));
    const isDead = conditions.deadServers.includes("vllm");
    // A process that comes back counts from nothing.
    if (isDead) this.#vllm.series.restart();
    this.#vllm.state = conditions.undiscovered.includes("vllm") ? "gone" : isDead ? "silent" : "answers";
    if (!isDead) {
      const random = new Random(this.#seed, time, "vllm");
      for (const of of moment.models) {
        if (of.model.server === "vllm") exposeInference(this.#vllm.series, of, seconds, random);
      }
    }
    exposeStored(this.#tempo.series, exposeSpans(this.#sampler.series, moment, conditions), conditions);
    return moment;
  }
}

/** Share of its capacity that the pod of an inference server uses, 0 to 1; undefined for pods of others. */
export function demandOf(pod: string, { models }: LlmMoment): number | undefined {
  if (pod !== pods.vllm) return undefined;
  const [own] = models.filter(({ model }) => model.server === "vllm");
  return own === undefined ? 0 : Math.min(1, own.running / own.model.slots + LOADED);
}
