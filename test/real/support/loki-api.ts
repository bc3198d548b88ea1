import { z } from "zod";

const Labels = z.record(z.string(), z.string());
const Streams = z.looseObject({
  status: z.literal("success"),
  data: z.looseObject({
    result: z.array(z.looseObject({ stream: Labels, values: z.array(z.tuple([z.string(), z.string()])) })),
  }),
});

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
   * Sends it a line that is written now.
   * @throws {Error} when it refuses, with its reason.
   */
  async push(stream: Readonly<Record<string, string>>, line: string, metadata: Readonly<Record<string, string>> = {}) {
    const now = `${BigInt(Date.now()) * 1_000_000n}`;
    await this.#post("loki/api/v1/push", JSON.stringify({ streams: [{ stream, values: [[now, line, metadata]] }] }));
  }

  /** Has it write all that it holds in memory to the object store. */
  async flush(): Promise<void> {
    await this.#post("flush", "");
  }

  /** The lines of the last hour that a LogQL query finds, the newest first in each stream. */
  async lines(query: string): Promise<readonly LogLine[]> {
    const response = await fetch(`${this.url}/loki/api/v1/query_range?query=${encodeURIComponent(query)}`);
    if (!response.ok) throw new Error(`Loki does not answer ${query}: ${await response.text()}`);
    const { data } = Streams.parse(await response.json());
    return data.result.flatMap(({ stream, values }) => values.map(([, line]) => ({ labels: stream, line })));
  }

  async #post(path: string, body: string): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${this.url}/${path}`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`Loki answers ${response.status} to ${path}: ${await response.text()}`);
  }
}
