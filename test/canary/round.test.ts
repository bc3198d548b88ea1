import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { arrows, arrowsBetween } from "../../canary/arrows.ts";
import { Findings } from "../../canary/findings.ts";
import { person } from "../../canary/person.ts";
import { walk } from "../../canary/round.ts";
import { TelemetryServers } from "../../canary/telemetry-servers.ts";

/** What becomes of a request on its way to the servers. */
interface Faults {
  /** What the agent makes of a text. */
  readonly scrub?: (text: string) => string;
  readonly lost?: "logs" | "traces" | "exemplars" | "span metrics";
}

const hidden = (text: string): string =>
  Object.entries(person).reduce((left, [kind, value]) => left.replaceAll(value, `<${kind}>`), text);

/** All servers in one: what is sent to it is found in it. */
class Platform implements AsyncDisposable {
  private trace: { resourceSpans: unknown[] } = { resourceSpans: [] };
  private line = "";
  private readonly faults: Required<Pick<Faults, "scrub">> & Faults;
  private readonly server = createServer((request, response) => {
    void body(request).then((text) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      response.end(JSON.stringify(this.answer(url.pathname, url.searchParams.get("query") ?? "", text)));
    });
  });

  constructor(faults: Faults) {
    this.faults = { scrub: hidden, ...faults };
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => void this.server.listen(0, "127.0.0.1", done));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  log(line: string): void {
    this.line ||= this.faults.scrub(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => void this.server.close(done));
  }

  private answer(path: string, query: string, text: string): unknown {
    const { lost, scrub } = this.faults;
    const traceId: string = this.line === "" ? "" : JSON.parse(this.line).trace_id;
    switch (path) {
      case "/v1/traces":
        if (lost !== "traces") this.trace = JSON.parse(scrub(text));
        return {};
      case "/api/v1/query": {
        const isSpan = query.includes("traces_");
        const value = isSpan ? (query.includes("@") || lost === "span metrics" ? 1 : 2) : Date.now();
        return { data: { result: [{ value: [0, String(value)] }] } };
      }
      case "/api/v1/query_exemplars":
        return { data: [{ exemplars: lost === "exemplars" ? [] : [{ labels: { trace_id: traceId } }] }] };
      case `/api/v2/traces/${traceId}`:
        return { trace: this.trace };
      case "/loki/api/v1/query_range":
        return {
          data: { result: lost === "logs" ? [] : [{ stream: { trace_id: traceId }, values: [["0", this.line]] }] },
        };
      default:
        return {};
    }
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** The metrics after one round. */
async function found(faults: Faults = {}): Promise<readonly string[]> {
  await using platform = new Platform(faults);
  const url = await platform.start();
  const findings = new Findings(arrows.map(({ name }) => name));
  await walk({
    servers: new TelemetryServers({ metrics: url, logs: url, traces: url, otlp: url }),
    arrows,
    findings,
    patience: 2,
    between: 0.05,
    log: (line) => platform.log(line),
  });
  return findings.openMetrics().split("\n");
}

const broken = (metrics: readonly string[]) =>
  metrics.flatMap((line) => /^canary_arrow_found\{arrow="([^"]+)"\} 0$/.exec(line)?.[1] ?? []);
const leaked = (metrics: readonly string[]) =>
  metrics.flatMap((line) => /^canary_leaks_total\{arrow="([^"]+)",kind="([^"]+)"\} 1$/.exec(line)?.slice(1, 3) ?? []);

describe.concurrent("a round", () => {
  it("finds its request by every way, scrubbed", async () => {
    const metrics = await found();
    expect(metrics.filter((line) => /^canary_arrow_found\{.*\} 1$/.test(line))).toHaveLength(arrows.length);
    expect(leaked(metrics)).toEqual([]);
  });

  it.each([
    ["logs", ["log", "trace-to-logs", "log-to-trace"]],
    ["traces", ["metric-to-trace", "log-to-trace"]],
    ["exemplars", ["metric-to-trace"]],
    ["span metrics", ["trace-to-metrics", "service-map"]],
  ] as const)("says which ways are broken where %s are lost", async (lost, ways) => {
    expect(broken(await found({ lost }))).toEqual(ways);
  });

  it("says what came back in plain, and by which way", async () => {
    const metrics = await found({ scrub: (text) => hidden(text).replaceAll("<email>", person.email) });
    expect(leaked(metrics)).toEqual(
      ["log", "metric-to-trace", "trace-to-logs", "log-to-trace"].flatMap((arrow) => [arrow, "email"]),
    );
  });

  it("has no way from a line to its trace where one user has two names", async () => {
    const scrub = (text: string) => hidden(text).replaceAll("<id>", text.includes("resourceSpans") ? "a" : "b");
    expect(broken(await found({ scrub }))).toEqual(["log-to-trace"]);
  });

  it("complains of a server that does not answer, and does not end", async () => {
    const lines: string[] = [];
    const findings = new Findings(["metric"]);
    await walk({
      servers: new TelemetryServers({ metrics: "http://127.0.0.1:1" }),
      arrows: arrowsBetween({ metrics: "there" }),
      findings,
      patience: 0.1,
      between: 0.05,
      log: (line) => lines.push(line),
    });
    expect(broken(findings.openMetrics().split("\n"))).toEqual(["metric"]);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ level: "WARN", arrow: "metric" });
  });

  it("walks only between the servers that there are", () => {
    const names = (urls: object) => arrowsBetween({ metrics: "there", ...urls }).map(({ name }) => name);
    expect(names({})).toEqual(["metric"]);
    expect(names({ logs: "there", otlp: "there" })).toEqual(["metric", "log"]);
    expect(names({ traces: "there", otlp: "there" })).toEqual([
      "metric",
      "metric-to-trace",
      "trace-to-metrics",
      "service-map",
    ]);
  });
});
