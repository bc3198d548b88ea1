/** Open WebUI: a person signs up, chats through Ollama's API and OpenAI's, and is refused. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { pinnedVersion, pythonEnvironment } from "../install/python.ts";
import { startOtlpReceiver } from "../otlp/receiver.ts";
import { answerOf } from "../record/answer-of.ts";
import { startProcess } from "../record/process.ts";
import type { Application, Stage } from "../record/recording.ts";
import { startUpstream } from "../upstream/start.ts";

/** What decides what Open WebUI tells, as the docs recommend it (docs/llm-platform.md), but for where it is sent. */
const RECOMMENDED: Readonly<Record<string, string>> = {
  ENABLE_OTEL: "true",
  ENABLE_OTEL_TRACES: "true",
  ENABLE_OTEL_METRICS: "true",
  ENABLE_OTEL_LOGS: "true",
  ENABLE_FORWARD_USER_INFO_HEADERS: "true",
  LOG_FORMAT: "json",
  OTEL_OTLP_SPAN_EXPORTER: "http",
  OTEL_SEMCONV_STABILITY_OPT_IN: "http",
  OTEL_SERVICE_NAME: "open-webui",
};

/** What it needs to send anything here at all: beside `ENABLE_OTEL` each signal has a switch, and gRPC is the default. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ENABLE_OTEL: "true",
  ENABLE_OTEL_TRACES: "true",
  ENABLE_OTEL_METRICS: "true",
  ENABLE_OTEL_LOGS: "true",
  OTEL_OTLP_SPAN_EXPORTER: "http",
};

const SENT_MS = 7_000;
const ANSWER_MS = 60_000;
const PERSON = { name: "Ada", email: "ada@example.com", password: "Contract-password-1" } as const;

function openWebui(name: string, environment: Readonly<Record<string, string>>): Application {
  return {
    name,
    version: pinnedVersion("open-webui"),
    settings: Object.entries(environment).map(([variable, value]) => `${variable}=${value}`),
    from: "PyPI",
    record: (stage) => record(environment, stage),
  };
}

async function record(environment: Readonly<Record<string, string>>, { bed, folder, tell }: Stage) {
  const bin = await pythonEnvironment("open-webui", tell);
  const [upstream, otlp, port] = [await startUpstream(bed), await startOtlpReceiver(bed), await freePort()];
  const url = `http://${LOOPBACK}:${port}`;
  tell("starts");
  const webui = await startProcess(
    {
      name: "Open WebUI",
      command: join(bin, "open-webui"),
      args: ["serve", "--host", LOOPBACK, "--port", String(port)],
      env: {
        ...environment,
        OTEL_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/v1/traces`,
        OTEL_METRICS_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/v1/metrics`,
        OTEL_LOGS_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/v1/logs`,
        OTEL_METRICS_EXPORT_INTERVAL_MILLIS: "2000",
        OLLAMA_BASE_URL: upstream,
        OPENAI_API_BASE_URL: `${upstream}/v1`,
        OPENAI_API_KEY: "none",
        DATA_DIR: folder,
        WEBUI_SECRET_KEY: "contract",
        // Nothing is asked of the network, and no model is loaded to search documents.
        OFFLINE_MODE: "true",
        HF_HUB_OFFLINE: "1",
        RAG_EMBEDDING_ENGINE: "openai",
        DO_NOT_TRACK: "true",
        ANONYMIZED_TELEMETRY: "false",
      },
      folder,
      ready: `${url}/health`,
      readySeconds: 300,
    },
    bed,
  );
  tell("chats");
  await chat(url);
  await sleep(SENT_MS);
  const answers = { "GET /metrics": await answerOf(`${url}/metrics`) };
  await webui.stop();
  const places = { [folder]: "{data}", [upstream]: "{models}" };
  return { otlp, lines: webui.lines, answers, places };
}

async function chat(url: string): Promise<void> {
  const post = async (path: string, body: unknown, token?: string) => {
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return answer.text();
  };
  const signedUp: unknown = JSON.parse(await post("/api/v1/auths/signup", PERSON));
  const { token }: { token?: unknown } = typeof signedUp === "object" && signedUp !== null ? signedUp : {};
  if (typeof token !== "string") throw new Error(`Open WebUI let nobody sign up: ${JSON.stringify(signedUp)}`);
  await (await fetch(`${url}/api/models`, { headers: { authorization: `Bearer ${token}` } })).text();
  const messages = [{ role: "user", content: "What is the answer?" }];
  for (const stream of [false, true]) {
    await post("/api/chat/completions", { model: "llama3.2:3b", stream, messages }, token);
  }
  await post("/api/chat/completions", { model: "absent", messages }, token);
  await post("/api/chat/completions", { model: "llama3.2:3b", messages });
  await post("/api/v1/auths/signin", { email: PERSON.email, password: "wrong" });
}

/** With the settings that are recommended. */
export const openWebuiRecommended: Application = openWebui("open-webui", RECOMMENDED);

/** With no more than sends anything: OpenTelemetry's older names. */
export const openWebuiDefaults: Application = openWebui("open-webui-defaults", DEFAULTS);
