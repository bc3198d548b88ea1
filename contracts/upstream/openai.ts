import { TOKENS, WORDS } from "./models.ts";

/** When every answer was made, s: answers do not differ from run to run. */
const CREATED = 1_700_000_000;

const usage = {
  prompt_tokens: TOKENS.prompt,
  completion_tokens: TOKENS.answer,
  total_tokens: TOKENS.prompt + TOKENS.answer,
} as const;

const head = (model: string, object: string) => ({ id: "chatcmpl-1", object, created: CREATED, model });

/** The answer to `POST /v1/chat/completions`, whole. */
export function completion(model: string): string {
  const message = { role: "assistant", content: WORDS.join("") };
  return JSON.stringify({
    ...head(model, "chat.completion"),
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage,
  });
}

/** The answer as server-sent events, word by word. */
export function completionChunks(model: string): readonly string[] {
  const chunk = (delta: object, finish_reason: string | null, more: object = {}) =>
    `data: ${JSON.stringify({
      ...head(model, "chat.completion.chunk"),
      choices: [{ index: 0, delta, finish_reason }],
      ...more,
    })}\n\n`;
  return [
    chunk({ role: "assistant", content: "" }, null),
    ...WORDS.map((content) => chunk({ content }, null)),
    chunk({}, "stop", { usage }),
    "data: [DONE]\n\n",
  ];
}

/** The answer to `GET /v1/models`. */
export function modelList(models: readonly string[]): string {
  const data = models.map((id) => ({ id, object: "model", created: CREATED, owned_by: "stand-in" }));
  return JSON.stringify({ object: "list", data });
}

/** The answer of a model that fails. */
export function failure(status: number): string {
  return JSON.stringify({ error: { message: `the model answers ${status}`, type: "stand_in", code: String(status) } });
}
