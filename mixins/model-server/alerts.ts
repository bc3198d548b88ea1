/** What fires of every server of language models, whoever wrote it: it stops, does not keep up, begins late, or writes slowly. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { modelServerLimits as limits } from "./limits.ts";
import { BY_MODEL, type ModelServer, requestsOf } from "./server.ts";

/** A model, as a summary names it. */
export const MODEL = "{{ $labels.model_name }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** Where an alert on a model leads. */
export function onDashboard({ dashboard }: ModelServer) {
  return { dashboard, dashboardVariables: { application: "application", model_name: "model_name" } } as const;
}

/** The alerts on a kind of server. */
export function modelServerAlerts(server: ModelServer): readonly AlertingRule[] {
  const { prefix } = server;
  const tokens = server.tokens.map((counter) => `rate(${counter}[3m])`).join(" + ");
  return [
    {
      // Prompts and answers alike: where neither moves, the engine does nothing. Where nothing runs, no part of it does.
      alert: `${prefix}Stalled`,
      expr: `
sum by (${BY_MODEL}, instance) (${tokens}) == 0
and on (${BY_MODEL}, instance)
sum by (${BY_MODEL}, instance) (min_over_time(${server.running}[3m])) > 0`,
      for: "30s",
      severity: "critical",
      detectWithin: "5m",
      slowBecause:
        "A prompt of hundreds of thousands of tokens is read for minutes before anything is counted: a page sooner would be of such requests.",
      summary: `A server of ${MODEL} has stopped.`,
      description:
        "{{ $labels.instance }} has requests for {{ $labels.model_name }} under way and has neither read nor written a token for 3 minutes: they hang until their callers give up.",
      ...onDashboard(server),
    },
    {
      alert: `${prefix}QueueGrows`,
      expr: `sum by (${BY_MODEL}) (min_over_time(${requestsOf(server, "waiting")}[5m])) > ${limits.waitingRequests.value}`,
      for: "2m",
      severity: "warning",
      detectWithin: "9m",
      summary: `Requests pile up for ${MODEL}.`,
      description: `{{ $value }} requests for {{ $labels.model_name }} or more have been waiting at {{ $labels.application }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}): more come than its servers can do.`,
      ...onDashboard(server),
    },
    {
      alert: `${prefix}TimeToFirstTokenHigh`,
      expr: slow(server, server.firstToken, limits.timeToFirstToken.value),
      ...SLOW,
      summary: `Answers of ${MODEL} begin late.`,
      description: `Of 100 requests for {{ $labels.model_name }} 95 wait up to {{ $value | printf "%.1f" }} s for their first token, over the last 5 minutes (threshold: ${inWords(limits.timeToFirstToken)}).`,
      ...onDashboard(server),
    },
    {
      alert: `${prefix}InterTokenLatencyHigh`,
      expr: slow(server, server.nextToken, limits.interTokenLatency.value),
      ...SLOW,
      summary: `Answers of ${MODEL} are written slowly.`,
      description: `Of 100 tokens of {{ $labels.model_name }} 95 come up to {{ $value | printf "%.2f" }} s after the one before, over the last 5 minutes (threshold: ${inWords(limits.interTokenLatency)}).`,
      ...onDashboard(server),
    },
  ];
}

const SLOW = { for: "5m", keepFiringFor: "5m", severity: "warning", detectWithin: "12m" } as const;

/** The 95th percentile of a histogram, where there are requests enough to have one. */
function slow({ firstToken: [counted] }: ModelServer, histograms: readonly string[], limit: number): string {
  const quantiles = histograms.map(
    (name) => `histogram_quantile(0.95, sum by (${BY_MODEL}, le) (rate(${name}_bucket[5m])))`,
  );
  return `
(
  ${quantiles.join(`\n  or on (${BY_MODEL})\n  `)}
) > ${limit}
and on (${BY_MODEL})
sum by (${BY_MODEL}) (rate(${counted}_count[5m])) > ${limits.requestRate.value}`;
}
