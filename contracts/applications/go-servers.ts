/** Servers in Go, as `npm run tools` builds them: each watches itself for some seconds. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ToolName } from "../../tools/catalogue.ts";
import { toolNamed } from "../../tools/catalogue.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { builtTool } from "../install/built-tool.ts";
import { startProcess } from "../record/process.ts";
import type { Application, Stage } from "../record/recording.ts";
import { OTELCOL_PARTS, otelcolConfig, otelcolSignals } from "./otelcol.ts";
import type { Place } from "./place.ts";

/** How one of them is run. */
interface GoServer {
  readonly tool: ToolName;
  /** Arguments that decide what it tells. */
  readonly settings: readonly string[];
  /** Further arguments: where it listens and writes. */
  readonly args: (place: Place) => readonly string[];
  /** Its files of settings, by name. */
  readonly files?: (place: Place) => Readonly<Record<string, unknown>>;
  readonly ready: string;
  /** Paths that are asked for, that its metrics of requests have series. */
  readonly asked: readonly string[];
  /** What else is sent to it, some times over: JSON, by its URL. Default: nothing. */
  readonly sent?: (place: Place) => Readonly<Record<string, unknown>>;
}

/** So many scrapes of itself, or evaluations, are in it. */
const DRIVEN_MS = 12_000;
/** So often is sent what is sent to it. */
const SENDINGS = 20;
/** None takes longer to answer, ms. */
const ANSWER_MS = 10_000;

const own = ({ port }: Place) => `${LOOPBACK}:${port}`;

const servers: readonly GoServer[] = [
  {
    tool: "alertmanager",
    settings: ["--log.format=json"],
    args: ({ port, second, folder }) => [
      `--config.file=${join(folder, "config.json")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
      `--cluster.listen-address=${LOOPBACK}:${second}`,
    ],
    files: () => ({ "config.json": { route: { receiver: "nobody" }, receivers: [{ name: "nobody" }] } }),
    ready: "/-/ready",
    asked: ["/api/v2/alerts", "/api/v2/status"],
  },
  {
    tool: "loki",
    settings: ["-log.format=json"],
    args: ({ folder }) => [`-config.file=${join(folder, "config.json")}`],
    files: ({ port, second, folder }) => ({
      "config.json": {
        auth_enabled: false,
        server: {
          http_listen_address: LOOPBACK,
          http_listen_port: port,
          grpc_listen_address: LOOPBACK,
          grpc_listen_port: second,
        },
        common: {
          path_prefix: folder,
          replication_factor: 1,
          ring: { kvstore: { store: "inmemory" }, instance_addr: LOOPBACK },
          storage: { filesystem: { chunks_directory: join(folder, "chunks"), rules_directory: join(folder, "rules") } },
        },
        schema_config: {
          configs: [
            {
              from: "2024-01-01",
              store: "tsdb",
              object_store: "filesystem",
              schema: "v13",
              index: { prefix: "index_", period: "24h" },
            },
          ],
        },
      },
    }),
    ready: "/ready",
    asked: ["/config", "/ring"],
  },
  {
    tool: "node_exporter",
    settings: ["--log.format=json"],
    args: (place) => [`--web.listen-address=${own(place)}`],
    ready: "/",
    asked: ["/metrics"],
  },
  {
    tool: "otelcol",
    settings: ["service.telemetry.logs.encoding=json", ...OTELCOL_PARTS],
    args: ({ folder }) => [`--config=${join(folder, "config.json")}`],
    files: (place) => ({ "config.json": otelcolConfig(place) }),
    sent: otelcolSignals,
    ready: "/metrics",
    asked: ["/metrics"],
  },
  {
    tool: "prometheus",
    settings: ["--log.format=json"],
    args: ({ port, folder }) => [
      `--config.file=${join(folder, "config.json")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
    ],
    files: (place) => ({
      "config.json": {
        global: { scrape_interval: "1s", evaluation_interval: "1s" },
        rule_files: [join(place.folder, "rules.json")],
        scrape_configs: [{ job_name: "prometheus", static_configs: [{ targets: [own(place)] }] }],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [own(place)] }] }] },
      },
      "rules.json": {
        groups: [
          {
            name: "own",
            rules: [
              { record: "job:up:sum", expr: "sum by (job) (up)" },
              { alert: "Up", expr: "up" },
            ],
          },
        ],
      },
    }),
    ready: "/-/ready",
    asked: [
      "/api/v1/query?query=up",
      "/api/v1/query_range?query=up&start=0&end=10&step=5",
      "/api/v1/series?match[]=up",
    ],
  },
  {
    tool: "thanos",
    settings: ["query", "--log.format=json"],
    args: ({ port, second }) => [`--http-address=${LOOPBACK}:${port}`, `--grpc-address=${LOOPBACK}:${second}`],
    ready: "/-/ready",
    asked: ["/api/v1/query?query=up", "/api/v1/stores"],
  },
];

function application({
  tool,
  settings,
  args,
  files = () => ({}),
  ready,
  asked,
  sent = () => ({}),
}: GoServer): Application {
  const record = async ({ bed, folder, tell }: Stage) => {
    const command = builtTool(tool);
    const place = { port: await freePort(), second: await freePort(), folder };
    for (const [file, content] of Object.entries(files(place))) {
      writeFileSync(join(folder, file), JSON.stringify(content));
    }
    tell("starts");
    const url = `http://${own(place)}`;
    const server = await startProcess(
      {
        name: tool,
        command,
        args: [...settings.filter(isArgument), ...args(place)],
        folder,
        ready: `${url}${ready}`,
      },
      bed,
    );
    tell("asks");
    for (let time = 0; time < SENDINGS; time++) {
      for (const [to, body] of Object.entries(sent(place))) await send(to, body);
    }
    for (const path of asked) await (await fetch(`${url}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) })).text();
    await sleep(DRIVEN_MS);
    const answer = await fetch(`${url}/metrics`, { headers: { accept: "text/plain;version=0.0.4" } });
    const expositions = [await answer.text()];
    await server.stop();
    return { expositions, lines: server.lines, places: {} };
  };
  return {
    name: tool.replaceAll("_", "-"),
    version: toolNamed(tool).version,
    settings,
    from: "the Go module proxy",
    record,
  };
}

async function send(url: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(ANSWER_MS);
  await (await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal })).text();
}

/** What of the settings is an argument, and no key of a file. */
function isArgument(setting: string): boolean {
  return setting.startsWith("-") || !setting.includes("=");
}

/** The servers in Go that can be recorded where their binaries are built. */
export const goServers: readonly Application[] = servers.map(application);
