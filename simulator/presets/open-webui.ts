import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Open WebUI. */
export type OpenWebuiFault =
  | "open-webui-stalled"
  | "open-webui-failing"
  | "open-webui-model-server"
  | "open-webui-slow";

const MIB = 2 ** 20;
const scope = (library: string) => ({ otel_scope_name: library });
const FASTAPI = scope("opentelemetry.instrumentation.fastapi");
const AIOHTTP = scope("opentelemetry.instrumentation.aiohttp_client");
const SYSTEM = scope("opentelemetry.instrumentation.system_metrics");
const SERVED = { ...FASTAPI, network_protocol_version: "1.1", url_scheme: "http" } as const;

/** What each process is asked, a second, and the median of what it takes, in seconds. */
const ROUTES = [
  { route: "/health", method: "GET", perSecond: 0.2, takes: 0.002 },
  { route: "/api/v1/chats/", method: "GET", perSecond: 0.6, takes: 0.03 },
  { route: "/api/v1/folders/", method: "GET", perSecond: 0.5, takes: 0.02 },
  { route: "/api/v1/users/user/settings", method: "GET", perSecond: 0.4, takes: 0.01 },
  { route: "/api/models", method: "GET", perSecond: 0.2, takes: 0.2 },
  { route: "/api/chat/completions", method: "POST", perSecond: 0.3, takes: 0.4 },
] as const;

/** The models' servers that it asks, a second, and how soon their answers begin. */
const SERVERS = [
  { address: "litellm", port: "4000", perSecond: 0.3, takes: 0.7 },
  { address: "ollama", port: "11434", perSecond: 0.2, takes: 1.1 },
] as const;

function expose(
  series: TargetSeries,
  pod: string,
  { time, seconds, random }: ServerStep,
  faults: ReadonlySet<OpenWebuiFault>,
): void {
  const hangs = pod === "open-webui-0" && faults.has("open-webui-stalled");
  const isSlow = faults.has("open-webui-slow");
  for (const { route, method, perSecond, takes } of ROUTES) {
    const count = hangs ? 0 : random.count(perSecond * seconds);
    const failed = random.share(count, faults.has("open-webui-failing") && route !== "/health" ? 0.2 : 0);
    const labels = { ...SERVED, http_route: route, http_request_method: method };
    const median = takes * (isSlow && route.startsWith("/api/v1/") ? 200 : 1);
    const ended = (http_response_status_code: string, times: number) =>
      series.observe(
        "http_server_request_duration_seconds",
        { ...labels, http_response_status_code },
        ...([times, { median }] as const),
      );
    ended("200", count - failed);
    ended("500", failed);
  }
  for (const { address, port, perSecond, takes } of SERVERS) {
    const count = hangs ? 0 : random.count(perSecond * seconds);
    const isGone = port === "11434" && faults.has("open-webui-model-server");
    const labels = { ...AIOHTTP, http_request_method: "POST", server_address: address, server_port: port };
    const ended = { ...labels, http_response_status_code: "200" };
    series.observe("http_client_request_duration_seconds", ended, isGone ? 0 : count, { median: takes });
    // A call that finds nobody has no status.
    series.observe("http_client_request_duration_seconds", labels, isGone ? count : 0, { median: 0.003 });
  }
  const underWay = hangs ? 14 : random.count(1.2);
  series.set("http_server_active_requests", { ...FASTAPI, http_request_method: "POST", url_scheme: "http" }, underWay);
  const busy = Math.round(20 + 12 * Math.sin((2 * Math.PI * (time % 86_400)) / 86_400));
  const users = scope("open_webui.utils.telemetry.metrics");
  series.set("webui_users_total", users, 240);
  series.set("webui_users_active", users, busy);
  series.set("webui_users_active_today", users, 90);
  const pool = { ...scope("opentelemetry.instrumentation.sqlalchemy"), pool_name: "webui" };
  series.set("db_client_connections_usage", { ...pool, state: "used" }, isSlow ? 9 : 1);
  series.set("db_client_connections_usage", { ...pool, state: "idle" }, isSlow ? 1 : 9);
  series.set("process_memory_usage_bytes", SYSTEM, random.around(820 * MIB, 0.02));
  series.set("process_thread_count", SYSTEM, 42);
  series.add("process_cpu_time_seconds_total", { ...SYSTEM, type: "user" }, (hangs ? 0.01 : 0.2) * seconds);
  series.add("process_cpu_time_seconds_total", { ...SYSTEM, type: "system" }, (hangs ? 0.005 : 0.03) * seconds);
}

/** Two processes that people chat by. */
export const openWebuiServers: readonly SimulatedServer<OpenWebuiFault>[] = [
  { preset: "open-webui", application: "assistant", pods: ["open-webui-0", "open-webui-1"], port: 8080, expose },
];
