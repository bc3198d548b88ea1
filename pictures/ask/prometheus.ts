/** Questions to Prometheus, as its plugin in Grafana asks them (https://prometheus.io/docs/prometheus/latest/querying/api/). */
import { z } from "zod";

const Labels = z.record(z.string(), z.string());
const Sample = z.tuple([z.number(), z.string()]);
const Matrix = z.object({ result: z.array(z.object({ metric: Labels, values: z.array(Sample) })) });
const Vector = z.object({ result: z.array(z.object({ metric: Labels, value: Sample })) });

/** A series: its labels, and values as Prometheus writes them, each with its time in seconds since 1970. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [number, string])[];
}

/** When a query is evaluated: once, or at each step of a range. Seconds since 1970. */
export type Time =
  | { readonly kind: "at"; readonly at: number }
  | { readonly kind: "range"; readonly start: number; readonly end: number; readonly step: number };

/**
 * The series that a query gives.
 * @throws {Error} with the server's words where it refuses the query.
 */
export async function ask(url: string, query: string, time: Time): Promise<readonly Series[]> {
  if (time.kind === "at") {
    const { result } = await answer(url, "query", { query, time: String(time.at) }, Vector);
    return result.map(({ metric, value }) => ({ labels: metric, samples: [value] }));
  }
  const { start, end, step } = time;
  const range = { query, start: String(start), end: String(end), step: String(step) };
  const { result } = await answer(url, "query_range", range, Matrix);
  return result.map(({ metric, values }) => ({ labels: metric, samples: values }));
}

/** The values of a label on the series that match a selector, between two times. */
export async function labelValues(
  url: string,
  label: string,
  selector: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<readonly string[]> {
  const parameters = { "match[]": selector, start: String(start), end: String(end) };
  return answer(url, `label/${label}/values?${new URLSearchParams(parameters)}`, undefined, z.array(z.string()));
}

async function answer<T>(
  url: string,
  path: string,
  parameters: Readonly<Record<string, string>> | undefined,
  shape: z.ZodType<T>,
): Promise<T> {
  const post = parameters === undefined ? {} : { method: "POST", body: new URLSearchParams(parameters) };
  const response = await fetch(`${url}/api/v1/${path}`, post);
  const { error, data } = z.object({ error: z.string().optional(), data: z.unknown() }).parse(await response.json());
  if (error !== undefined) throw new Error(`${error}: ${parameters?.query ?? path}`);
  return shape.parse(data);
}
