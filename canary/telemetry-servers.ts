/** The telemetry servers' own APIs, as far as the canary asks them. */

/** Where they answer, as URLs without a path. */
export interface ServerUrls {
  /** Prometheus' HTTP API, of whichever server people's graphs ask. */
  readonly metrics: string;
  readonly logs?: string | undefined;
  readonly traces?: string | undefined;
  /** OTLP over HTTP: the agent on the canary's node. */
  readonly otlp?: string | undefined;
}

/** A span as it came back. */
export interface StoredSpan {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** How long one question may take, in milliseconds. */
const PATIENCE = 10_000;

/** The servers, asked by HTTP. Every method throws where one answers no sense. */
export class TelemetryServers {
  private readonly urls: ServerUrls;

  constructor(urls: ServerUrls) {
    this.urls = urls;
  }

  /** Hands over spans. */
  async send(trace: object): Promise<void> {
    await ask(`${this.urls.otlp}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(trace),
    });
  }

  /** The value of an instant query, summed over what it finds; absent where it finds nothing. */
  async metric(query: string): Promise<number | undefined> {
    const answer = await askJson(`${this.urls.metrics}/api/v1/query?${new URLSearchParams({ query })}`);
    const series = list(at(answer, "data", "result"));
    return series.length === 0
      ? undefined
      : series.reduce<number>((sum, each) => sum + Number(at(each, "value", 1)), 0);
  }

  /** The trace ids of exemplars in a time range, in seconds since 1970. */
  async exemplars(query: string, start: number, end: number): Promise<readonly string[]> {
    const range = new URLSearchParams({ query, start: String(start), end: String(end) });
    const answer = await askJson(`${this.urls.metrics}/api/v1/query_exemplars?${range}`);
    return list(at(answer, "data"))
      .flatMap((series) => list(at(series, "exemplars")))
      .map((exemplar) => String(at(exemplar, "labels", "trace_id")));
  }

  /** The spans of a trace; none where nobody knows it. */
  async spans(traceId: string): Promise<readonly StoredSpan[]> {
    const url = `${this.urls.traces}/api/v2/traces/${traceId}`;
    const answer = await askJson(url, { absent: {} });
    return list(at(answer, "trace", "resourceSpans"))
      .flatMap((resource) => list(at(resource, "scopeSpans")))
      .flatMap((scope) => list(at(scope, "spans")))
      .map((span) => ({
        name: String(at(span, "name")),
        attributes: Object.fromEntries(
          list(at(span, "attributes")).map((each) => [String(at(each, "key")), JSON.stringify(at(each, "value"))]),
        ),
      }));
  }

  /** Lines of logs since a time in milliseconds since 1970, with what is stored beside each. */
  async lines(query: string, since: number): Promise<readonly { line: string; metadata: Record<string, string> }[]> {
    const range = new URLSearchParams({ query, start: `${since}000000`, limit: "10" });
    const answer = await askJson(`${this.urls.logs}/loki/api/v1/query_range?${range}`);
    return list(at(answer, "data", "result")).flatMap((stream) =>
      list(at(stream, "values")).map((value) => ({
        line: String(at(value, 1)),
        metadata: Object.fromEntries(Object.entries(at(stream, "stream") ?? {}).map(([k, v]) => [k, String(v)])),
      })),
    );
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok && answer.status !== 404) throw new Error(`${new URL(url).pathname}: ${answer.status}`);
  return answer;
}

/** An answer's JSON; `absent` is what stands for one that says 404. */
async function askJson(url: string, { absent }: { absent?: unknown } = {}): Promise<unknown> {
  const answer = await ask(url);
  if (answer.status !== 404) return answer.json();
  await answer.arrayBuffer();
  if (absent === undefined) throw new Error(`${new URL(url).pathname}: 404`);
  return absent;
}

function at(value: unknown, ...path: readonly (string | number)[]): object | string | number | undefined {
  let found: unknown = value;
  for (const step of path) found = typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined;
  return typeof found === "string" || typeof found === "number" || (typeof found === "object" && found !== null)
    ? found
    : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
