/** Ollama's API (https://github.com/ollama/ollama/blob/main/docs/api.md), as far as a gateway and a web interface ask for it. */
import { TOKENS, WORDS } from "./models.ts";

/** When every answer was made: answers do not differ from run to run. */
const CREATED_AT = "2026-01-01T00:00:00Z";

const last = (model: string, content: string) => ({
  model,
  created_at: CREATED_AT,
  message: { role: "assistant", content },
  done: true,
  done_reason: "stop",
  // Nanoseconds.
  total_duration: 25_000_000,
  load_duration: 1_000_000,
  prompt_eval_count: TOKENS.prompt,
  prompt_eval_duration: 4_000_000,
  eval_count: TOKENS.answer,
  eval_duration: 20_000_000,
});

/** The answer to `POST /api/chat`, whole. */
export function ollamaAnswer(model: string): string {
  return JSON.stringify(last(model, WORDS.join("")));
}

/** The answer word by word, a line of JSON each. */
export function ollamaChunks(model: string): readonly string[] {
  const chunk = (content: string) => ({
    model,
    created_at: CREATED_AT,
    message: { role: "assistant", content },
    done: false,
  });
  return [...WORDS.map(chunk), last(model, "")].map((each) => `${JSON.stringify(each)}\n`);
}

/** The answer to `GET /api/tags`. */
export function ollamaTags(models: readonly string[]): string {
  const details = { format: "gguf", family: "llama", parameter_size: "3.2B", quantization_level: "Q4_K_M" };
  return JSON.stringify({
    models: models.map((name) => ({
      name,
      model: name,
      modified_at: CREATED_AT,
      size: 2_019_393_189,
      digest: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
      details,
    })),
  });
}
