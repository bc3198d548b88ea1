/** What a query costs the server: its own count of time, and whether it was answered. */
import { z } from "zod";
import type { Time } from "../../pictures/ask/prometheus.ts";

const Answer = z.object({
  error: z.string().optional(),
  data: z
    .object({
      result: z.array(z.unknown()),
      stats: z
        .object({
          timings: z.object({ execTotalTime: z.number() }),
          samples: z.object({ totalQueryableSamples: z.number() }),
        })
        .optional(),
    })
    .optional(),
});

/** What came of a query. */
export interface Cost {
  /** Seconds that the server worked on it. */
  readonly seconds: number;
  /** How many samples it read: the same on any machine, however busy. */
  readonly samples: number;
  /** How many series it gave. */
  readonly series: number;
  /** The server's words where it refused the query. */
  readonly error?: string;
}

/** Asks as Grafana does. With `stats`, the server says how long it took. */
export async function cost(url: string, query: string, time: Time): Promise<Cost> {
  const when =
    time.kind === "at"
      ? { time: String(time.at) }
      : { start: String(time.start), end: String(time.end), step: String(time.step) };
  const response = await fetch(`${url}/api/v1/${time.kind === "at" ? "query" : "query_range"}`, {
    method: "POST",
    body: new URLSearchParams({ query, ...when, stats: "all" }),
  });
  const { error, data } = Answer.parse(await response.json());
  const seconds = data?.stats?.timings.execTotalTime ?? 0;
  const samples = data?.stats?.samples.totalQueryableSamples ?? 0;
  return { seconds, samples, series: data?.result.length ?? 0, ...(error === undefined ? {} : { error }) };
}

/** Seconds of processor time that the server has used. */
export async function processorSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}
