/** Sends what the simulated systems say beside their metrics: spans by OTLP, lines on standard output. */
import { Random } from "../engine/random.ts";
import type { Happening } from "../program/world.ts";
import { butterflyRequests } from "./butterfly-request.ts";
import { llmRequests } from "./llm-request.ts";
import { maestroRequest } from "./maestro-request.ts";
import type { Signals } from "./signals.ts";
import { otlpOf } from "./span.ts";

/** Requests of the LLM platform that are followed in a step: a trace has some ten spans, and nobody reads more. */
const MOST_LLM_REQUESTS = 4;
const TIMEOUT_MILLISECONDS = 5000;

/** What some of the requests of a step leave behind. */
export function signalsOf(happening: Happening, seed: number): readonly Signals[] {
  const { time, butterfly, maestro, llm } = happening;
  const random = new Random(seed, time, "signals");
  return [
    ...butterflyRequests(butterfly, random),
    ...maestro.flatMap((replica) => maestroRequest(replica, time, random)),
    ...llmRequests(llm, time, MOST_LLM_REQUESTS, random).map((signals) =>
      happening.spans === "not sent" ? { ...signals, spans: [] } : signals,
    ),
  ];
}

/**
 * Sends spans. What is not taken is lost: the next step has others.
 *
 * @param endpoint OTLP over HTTP, without a path: `http://localhost:4318`.
 * @returns what went wrong; undefined where nothing did.
 */
export async function sendSpans(
  signals: readonly Signals[],
  endpoint: string,
  cluster: string,
): Promise<string | undefined> {
  const body = JSON.stringify(
    otlpOf(
      signals.flatMap(({ spans }) => spans),
      cluster,
    ),
  );
  try {
    const response = await fetch(`${endpoint}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `${endpoint}/v1/traces answers ${response.status}`;
  } catch (error) {
    return `${endpoint}/v1/traces does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
