/** What the models of the stand-in do: a model's name says it, so that a gateway's settings choose what goes wrong. */

/** How a model answers. */
export interface Behaviour {
  /** The status of its answer. */
  readonly status: number;
  /** How long it takes to begin, ms. */
  readonly delayMs: number;
}

const ANSWERS: Behaviour = { status: 200, delayMs: 20 };

/** Models that do something else than answer, by their names. */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  slow: { status: 200, delayMs: 1_200 },
  broken: { status: 500, delayMs: 20 },
  overloaded: { status: 503, delayMs: 20 },
  limited: { status: 429, delayMs: 20 },
  confused: { status: 400, delayMs: 20 },
};

/** What the model of that name does. */
export function behaviourOf(model: string): Behaviour {
  return BEHAVIOURS[model] ?? ANSWERS;
}

/** The words of every answer. */
export const WORDS: readonly string[] = ["The", " answer", " is", " forty", "-two", "."];

/** Tokens of every question, and of every answer. */
export const TOKENS = { prompt: 12, answer: WORDS.length } as const;
