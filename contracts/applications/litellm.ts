/** LiteLLM's proxy: driven with what people and models' servers do to it, against stand-ins for both. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { pinnedVersion, pythonEnvironment } from "../install/python.ts";
import { startOtlpReceiver } from "../otlp/receiver.ts";
import { answerOf } from "../record/answer-of.ts";
import { startProcess } from "../record/process.ts";
import type { Application, RegisteredMetric, Stage } from "../record/recording.ts";
import { startUpstream } from "../upstream/start.ts";
import { litellmConfig, RECOMMENDED } from "./litellm-settings.ts";

/** The person who asks, as Open WebUI names one, and the chat. */
const ASKING = {
  authorization: "Bearer sk-person-1",
  "content-type": "application/json",
  "user-agent": "contract",
  "x-openwebui-user-id": "person-1",
  "x-litellm-session-id": "chat-1",
} as const;

/** What is asked, in this order: models that answer, that are slow, that fail in each way, that are not there. */
const ASKED = ["chat", "llama3.2", "slow", "broken", "overloaded", "limited", "confused", "absent"] as const;
const STREAMED = ["chat", "llama3.2", "slow", "broken"] as const;

/** SDKs send spans every 5 s. */
const SENT_MS = 7_000;
/** The longest that one request takes, ms. */
const ANSWER_MS = 60_000;

/** LiteLLM with some settings of its environment. */
function litellm(name: string, environment: Readonly<Record<string, string>>): Application {
  const version = pinnedVersion("litellm");
  const settings = Object.entries(environment).map(([variable, value]) => `${variable}=${value}`);
  return {
    name,
    version,
    settings,
    from: "PyPI",
    record: (stage) => record(environment, stage),
  };
}

async function record(environment: Readonly<Record<string, string>>, { bed, folder, tell }: Stage) {
  const bin = await pythonEnvironment("litellm", tell);
  const [upstream, otlp] = [await startUpstream(bed), await startOtlpReceiver(bed)];
  const [port, redisPort] = [await freePort(), await freePort()];
  const registry = join(folder, "registry.json");
  copyFileSync(join(import.meta.dirname, "litellm-auth.py"), join(folder, "litellm-auth.py"));
  writeFileSync(join(folder, "config.yaml"), litellmConfig({ upstream, redisPort }));
  const redis = await startRedis({ python: join(bin, "python"), port: redisPort, folder }, bed);
  tell("starts");
  const url = `http://${LOOPBACK}:${port}`;
  const proxy = await startProcess(
    {
      name: "LiteLLM",
      command: join(bin, "litellm"),
      args: ["--config", join(folder, "config.yaml"), "--host", LOOPBACK, "--port", String(port)],
      env: {
        ...environment,
        OTEL_EXPORTER: "otlp_http",
        OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
        OTEL_METRIC_EXPORT_INTERVAL: "2000",
        CONTRACT_REGISTRY: registry,
        // Prices come with the package: nothing is asked of the network.
        LITELLM_LOCAL_MODEL_COST_MAP: "True",
        DO_NOT_TRACK: "1",
        // Else it is chance which calls fail before it gives Redis up.
        REDIS_CIRCUIT_BREAKER_FAILURE_THRESHOLD: "1000000",
      },
      folder,
      // Not by a request: one before it has its routes is a span as well.
      ready: /Uvicorn running on/,
    },
    bed,
  );
  tell("asks");
  await drive(url);
  await sleep(SENT_MS);
  const whole = await metrics(url);
  await redis.stop();
  tell("asks without Redis");
  for (const model of STREAMED) await ask(url, { model, question: `And without a cache, ${model}?` });
  await sleep(SENT_MS);
  const answers = {
    "GET /metrics/ without a key": await answerOf(`${url}/metrics/`),
    "GET /metrics with a key": await answerOf(`${url}/metrics`, ASKING),
    "GET /metrics/ with a key": await answerOf(`${url}/metrics/`, ASKING),
  };
  const expositions = [whole, await metrics(url)];
  await sleep(SENT_MS);
  await proxy.stop();
  return { expositions, registered: readRegistry(registry), otlp, lines: proxy.lines, answers, places: {} };
}

async function metrics(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics/`, { headers: { ...ASKING, accept: "text/plain;version=0.0.4" } });
  if (!answer.ok) throw new Error(`LiteLLM's /metrics/ answered ${answer.status}`);
  return answer.text();
}

async function drive(url: string): Promise<void> {
  for (const model of ASKED) await ask(url, { model, question: `What is the answer of ${model}?` });
  for (const model of STREAMED) await ask(url, { model, question: `And as a stream, ${model}?`, stream: true });
  // Once more: the cache has it.
  await ask(url, { model: "chat", question: "What is the answer of chat?" });
  // As a probe does; with a key that nobody has; and what is no chat.
  await fetch(`${url}/health/liveliness`);
  await fetch(`${url}/v1/models`, { headers: { authorization: "Bearer wrong" } });
  await fetch(`${url}/v1/models`, { headers: ASKING });
}

interface Question {
  readonly model: string;
  readonly question: string;
  readonly stream?: boolean;
}

async function ask(url: string, { model, question, stream = false }: Question): Promise<void> {
  const body = JSON.stringify({ model, stream, messages: [{ role: "user", content: question }] });
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: ASKING,
    body,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  await answer.text();
}

/** A stand-in for Redis, in the proxy's own environment. */
async function startRedis(
  { python, port, folder }: { readonly python: string; readonly port: number; readonly folder: string },
  bed: AsyncDisposableStack,
) {
  const ready = await freePort();
  const program = [
    "import http.server, threading",
    "from fakeredis import TcpFakeServer",
    `server = TcpFakeServer(("${LOOPBACK}", ${port}), server_type="redis")`,
    "threading.Thread(target=server.serve_forever, daemon=True).start()",
    "class Ready(http.server.BaseHTTPRequestHandler):",
    "    def do_GET(self):",
    "        self.send_response(200)",
    "        self.end_headers()",
    "    def log_message(self, *_): pass",
    `http.server.HTTPServer(("${LOOPBACK}", ${ready}), Ready).serve_forever()`,
  ];
  const args = ["-c", program.join("\n")];
  return startProcess(
    { name: "Redis' stand-in", command: python, args, folder, ready: `http://${LOOPBACK}:${ready}` },
    bed,
  );
}

function readRegistry(file: string): readonly RegisteredMetric[] {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (isRegistry(value)) return value;
  throw new Error(`${file} is no list of metrics`);
}

function isRegistry(value: unknown): value is readonly RegisteredMetric[] {
  return Array.isArray(value) && value.every((each: { name?: unknown }) => typeof each.name === "string");
}

/** With the settings that are recommended. */
export const litellmRecommended: Application = litellm("litellm", RECOMMENDED);

/** As it comes: tracing of the first generation, under OpenTelemetry's older names. */
export const litellmDefaults: Application = litellm("litellm-defaults", {});
