import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { behaviourOf } from "./models.ts";
import { ollamaAnswer, ollamaChunks, ollamaTags } from "./ollama.ts";
import { completion, completionChunks, failure, modelList } from "./openai.ts";

/** What the stand-in has, as Ollama and as a server of OpenAI's API. */
const MODELS = ["llama3.2:3b"] as const;

/** A pause between two words, ms: a stream takes its time. */
const WORD_MS = 5;

/** What is asked of a model. */
interface Asked {
  readonly model: string;
  readonly stream: boolean;
}

/** Starts a stand-in for models' servers: OpenAI's API and Ollama's, on one address. It ends with the bed. */
export async function startUpstream(bed: AsyncDisposableStack): Promise<string> {
  return serveOnLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  }, bed);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://stand-in").pathname;
  const json = { "content-type": "application/json" };
  if (path === "/api/version") return void response.writeHead(200, json).end('{"version":"0.33.0"}');
  if (path === "/api/tags") return void response.writeHead(200, json).end(ollamaTags(MODELS));
  if (path === "/api/ps") return void response.writeHead(200, json).end('{"models":[]}');
  if (path === "/v1/models") return void response.writeHead(200, json).end(modelList(MODELS));
  const isOllama = path === "/api/chat";
  if (!isOllama && path !== "/v1/chat/completions") return void response.writeHead(404, json).end(failure(404));
  const { model, stream } = askedOf(await text(request), isOllama);
  const { status, delayMs } = behaviourOf(model);
  await sleep(delayMs);
  if (status !== 200) return void response.writeHead(status, json).end(failure(status));
  if (!stream) return void response.writeHead(200, json).end(isOllama ? ollamaAnswer(model) : completion(model));
  response.writeHead(200, { "content-type": isOllama ? "application/x-ndjson" : "text/event-stream" });
  for (const chunk of isOllama ? ollamaChunks(model) : completionChunks(model)) {
    response.write(chunk);
    await sleep(WORD_MS);
  }
  response.end();
}

/** @throws {SyntaxError} for what is no JSON. */
function askedOf(body: string, isOllama: boolean): Asked {
  const asked: unknown = JSON.parse(body);
  const { model, stream }: { model?: unknown; stream?: unknown } =
    typeof asked === "object" && asked !== null ? asked : {};
  // Ollama streams unless it is told not to.
  return { model: typeof model === "string" ? model : "", stream: isOllama ? stream !== false : stream === true };
}
