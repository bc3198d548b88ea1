/** What happens on a simulated LLM platform: people ask in Open WebUI, LiteLLM chooses a server, a model answers. */
import type { Random } from "../engine/random.ts";
import type { LlmConditions } from "./conditions.ts";
import { type Model, models } from "./models.ts";

/** What became of the requests for a model in a step. */
export interface ModelMoment {
  readonly model: Model;
  /** Answered in full. */
  readonly succeeded: number;
  /** Failed by the gateway itself, before a server was asked (500). */
  readonly gatewayFailures: number;
  /** Failed because the server did, each as often as the gateway tries (503). */
  readonly serverFailures: number;
  /** Calls that the server failed of requests that it answered when asked again. */
  readonly failedCalls: number;
  /** Of what succeeded: its caller was gone before the end. */
  readonly givenUp: number;
  /** Turned away by the gateway, for too many wait (429). */
  readonly refused: number;
  /** At the model's server at the end of the step. */
  readonly running: number;
  readonly waiting: number;
  /** What the last calls of its server were like. */
  readonly server: "answers" | "fails";
  /** Medians, in seconds. */
  readonly queueSeconds: number;
  readonly prefillSeconds: number;
  readonly decodeSeconds: number;
  readonly nextTokenSeconds: number;
  /** Of what succeeded. */
  readonly promptTokens: number;
  readonly answerTokens: number;
}

/** A step of the platform. */
export interface LlmMoment {
  readonly models: readonly ModelMoment[];
  /** Median seconds of a statement to its database, by service. */
  readonly databaseSeconds: Readonly<Record<"open-webui" | "litellm", number>>;
}

/** Calls of a server that the gateway makes before it gives a request up: the first and two more. */
export const TRIES = 3;

/** Seconds that Open WebUI and LiteLLM themselves add to a request. */
export const WEBUI_SECONDS = 0.02;
export const GATEWAY_SECONDS = 0.012;

/** Statements to its database that each of them makes for a request. */
export const STATEMENTS = 2;

const USUAL_FAILURES = 0.0002;
const DATABASE_SECONDS = 0.003;
const MOST_WAITING = 120;
const MOST_HANGING = 60;

/** Seconds that a request for a model takes at its server. */
export function serverSeconds({ queueSeconds, prefillSeconds, decodeSeconds }: ModelMoment): number {
  return queueSeconds + prefillSeconds + decodeSeconds;
}

/** Follows the platform through time. */
export class LlmPlatform {
  readonly #waiting = new Map<string, number>();
  readonly #hanging = new Map<string, number>();
  readonly #failing = new Set<string>();

  step(seconds: number, conditions: LlmConditions, random: Random): LlmMoment {
    return {
      models: models.map((model) => this.#requests(model, seconds, conditions, random)),
      databaseSeconds: { "open-webui": DATABASE_SECONDS * conditions.slowDatabase, litellm: DATABASE_SECONDS },
    };
  }

  #requests(model: Model, seconds: number, conditions: LlmConditions, random: Random): ModelMoment {
    const { name } = model;
    const slowness = conditions.slow[name] ?? 1;
    const prefillSeconds = model.readSeconds * slowness;
    const nextTokenSeconds = model.writeSeconds * slowness;
    const decodeSeconds = model.answerTokens * nextTokenSeconds;
    const perSecond = model.slots / (prefillSeconds + decodeSeconds);

    const asked = random.count(model.perSecond * (conditions.load[name] ?? 1) * seconds);
    const gatewayFailures = random.share(asked, Math.max(conditions.gatewayFailures, USUAL_FAILURES));
    const called = asked - gatewayFailures;
    const isDown = conditions.down.includes(name) || conditions.deadServers.some((server) => server === model.server);
    const serverFailures = isDown ? called : 0;
    const hangs = conditions.requests === "hang";
    const hanging = hangs ? Math.min(MOST_HANGING, (this.#hanging.get(name) ?? 0) + called) : 0;
    this.#hanging.set(name, hanging);

    const before = this.#waiting.get(name) ?? 0;
    const reached = isDown || hangs ? 0 : called;
    const taken = Math.min(reached, MOST_WAITING - before + Math.floor(perSecond * seconds));
    const succeeded = isDown || hangs ? 0 : Math.min(before + taken, Math.floor(perSecond * seconds));
    const waiting = isDown || hangs ? 0 : before + taken - succeeded;
    this.#waiting.set(name, waiting);
    if (serverFailures > 0) this.#failing.add(name);
    else if (succeeded > 0) this.#failing.delete(name);
    // Little's law: those under way are the rate, by the seconds that one takes.
    const running = hangs
      ? hanging
      : Math.min(model.slots, Math.round((succeeded / seconds) * (prefillSeconds + decodeSeconds)));
    return {
      model,
      succeeded,
      gatewayFailures,
      serverFailures,
      failedCalls: random.share(succeeded, conditions.failedCalls[name] ?? 0),
      givenUp: random.share(succeeded, conditions.givenUp[name] ?? 0),
      refused: reached - taken,
      running,
      waiting,
      server: this.#failing.has(name) ? "fails" : "answers",
      queueSeconds: waiting / perSecond + 0.005,
      prefillSeconds,
      decodeSeconds,
      nextTokenSeconds,
      promptTokens: succeeded === 0 ? 0 : Math.round(random.around(model.promptTokens, 0.05) * succeeded),
      answerTokens: succeeded === 0 ? 0 : Math.round(random.around(model.answerTokens, 0.05) * succeeded),
    };
  }
}
