import { parse } from "yaml";
import { z } from "zod";

const Labels = z.record(z.string(), z.string());
const Streams = z.looseObject({
  status: z.literal("success"),
  data: z.looseObject({
    result: z.array(z.looseObject({ stream: Labels, values: z.array(z.tuple([z.string(), z.string()])) })),
  }),
});

const Vector = z.looseObject({
  status: z.literal("success"),
  data: z.looseObject({
    resultType: z.literal("vector"),
    result: z.array(z.looseObject({ value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** How long it may take to answer, in milliseconds; a server that never does would otherwise end a test without a word. */
const PATIENCE = 30_000;

/** A line that Loki has. */
export interface LogLine {
  /** The labels of its stream and its structured metadata. */
  readonly labels: Readonly<Record<string, string>>;
  readonly line: string;
}

/** Calls to a running Loki (https://grafana.com/docs/loki/latest/reference/loki-http-api/). */
export class LokiApi {
  /** The server's, without a trailing slash. */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /**
   * Sends it a line.
   * @param at when it was written. Default: now.
   * @throws {Error} when it refuses, with its reason.
   */
  async push(
    stream: Readonly<Record<string, string>>,
    line: string,
    metadata: Readonly<Record<string, string>> = {},
    at: Date = new Date(),
  ) {
    const time = `${BigInt(at.getTime()) * 1_000_000n}`;
    await this.#post("loki/api/v1/push", JSON.stringify({ streams: [{ stream, values: [[time, line, metadata]] }] }));
  }

  /** Has it write all that it holds in memory to the object store. */
  async flush(): Promise<void> {
    await this.#post("flush", "");
  }

  /** The lines of the last hours that a LogQL query finds, the newest first in each stream, 5,000 at most. */
  async lines(query: string, hours = 1): Promise<readonly LogLine[]> {
    const parameters = new URLSearchParams({ query, since: `${hours}h`, limit: "5000" });
    const response = await this.#ask(`loki/api/v1/query_range?${parameters}`);
    if (!response.ok) throw new Error(`Loki does not answer ${query}: ${await response.text()}`);
    const { data } = Streams.parse(await response.json());
    return data.result.flatMap(({ stream, values }) => values.map(([, line]) => ({ labels: stream, line })));
  }

  /** The values that a LogQL query for numbers has now. */
  async values(query: string): Promise<readonly number[]> {
    const response = await this.#ask(`loki/api/v1/query?${new URLSearchParams({ query })}`);
    if (!response.ok) throw new Error(`Loki does not answer ${query}: ${await response.text()}`);
    const { data } = Vector.parse(await response.json());
    return data.result.map(({ value: [, number] }) => Number(number));
  }

  /** What it says to a query over the last hour: `accepted`, or why it refuses. */
  async verdictOn(query: string): Promise<string> {
    const parameters = new URLSearchParams({ query, since: "1h" });
    const response = await this.#ask(`loki/api/v1/query_range?${parameters}`);
    const text = await response.text();
    return response.ok ? "accepted" : text.trim();
  }

  /** What it goes by: its configuration with all defaults. */
  async configuration(): Promise<unknown> {
    return parse(await (await this.#ask("config")).text());
  }

  async #post(path: string, body: string): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await this.#ask(path, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`Loki answers ${response.status} to ${path}: ${await response.text()}`);
  }

  async #ask(path: string, request: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/${path}`, { ...request, signal: AbortSignal.timeout(PATIENCE) });
  }
}
