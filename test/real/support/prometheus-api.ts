import { z } from "zod";

const Labels = z.record(z.string(), z.string());
const Targets = z.looseObject({
  activeTargets: z.array(z.looseObject({ labels: Labels, health: z.string(), lastError: z.string() })),
});
const Rules = z.looseObject({
  groups: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ name: z.string(), health: z.string(), lastError: z.string().optional() })),
    }),
  ),
});
const Alerts = z.looseObject({ alerts: z.array(z.looseObject({ labels: Labels, state: z.string() })) });
const Vector = z.looseObject({ result: z.array(z.looseObject({ value: z.tuple([z.number(), z.string()]) })) });

/** Questions to a running Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export class PrometheusApi {
  /** The server's, without a trailing slash. */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** The targets that it scrapes. */
  async targets() {
    return (await this.#ask("targets?state=active", Targets)).activeTargets;
  }

  /** The rules of all groups, each with how its last evaluation went. */
  async rules() {
    return (await this.#ask("rules", Rules)).groups.flatMap(({ rules }) => rules);
  }

  /** The names of the alerts that are pending or firing, one for each alert. */
  async alertNames() {
    return (await this.#ask("alerts", Alerts)).alerts.map(({ labels }) => labels.alertname);
  }

  /** The labels of the series that match a selector. */
  series(selector: string) {
    return this.#ask(`series?match[]=${encodeURIComponent(selector)}`, z.array(Labels));
  }

  /** The names of the labels that the series which match a selector have. */
  labelNames(selector: string) {
    return this.#ask(`labels?match[]=${encodeURIComponent(selector)}`, z.array(z.string()));
  }

  /** The values that a query has now. */
  async values(query: string): Promise<readonly number[]> {
    const { result } = await this.#ask(`query?query=${encodeURIComponent(query)}`, Vector);
    return result.map(({ value: [, value] }) => Number(value));
  }

  async #ask<T>(question: string, answer: z.ZodType<T>): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${question}`);
    return z.looseObject({ status: z.literal("success"), data: answer }).parse(await response.json()).data;
  }
}
