import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { traceTable } from "../../kit/panels/trace-table.ts";
import { traceSeries } from "../../kit/traces.ts";
import { inCluster, platformSpans } from "../selectors.ts";

/** What fails, and why. */
export function errorBands(): Band[] {
  return [
    { title: "Errors", height: 10, panels: [messages()] },
    { height: 8, panels: [byType(), refused()] },
  ];
}

const messages = () =>
  traceTable({
    id: 25,
    title: "Errors with their messages",
    description:
      "The last spans that failed, with what they say of it. Prompts and names in messages are scrubbed.\n\n**Good:** none, or single refused requests (4xx). **Otherwise:** all of one model: the model crashed; all since one moment: its server or the network; all requests: a setting.",
    titles: {
      statusMessage: "Status",
      // Of what is short, so that the name of the span has its room on a narrow page.
      "error.type": { title: "Type", width: 110 },
      "error.message": "Message",
      "exception.message": "Exception",
      "http.response.status_code": { title: "HTTP", width: 60 },
    },
    query: `{ ${platformSpans} && status = error } | select(span:statusMessage, span.error.type, span.error.message, event.exception.message, span.http.response.status_code)`,
    rows: "spans",
    limit: 50,
  });

const byType = () =>
  timeseries({
    id: 26,
    title: "Errors by type",
    description:
      "Spans that failed per second, by type. Every trace with an error is kept, so these are all.\n\n**Good:** flat on zero. **Otherwise:** a type that is new began with a change: a release, a model, a limit of the provider.",
    unit: "cps",
    series: "stacked",
    queries: [],
    traces: traceSeries(
      `{ ${platformSpans} && status = error && span.error.type != nil } | rate() by (span.error.type)`,
    ),
  });

const refused = () =>
  timeseries({
    id: 27,
    title: "Failures by exception",
    description:
      "Requests per second that LiteLLM answers with an error, by the exception, as its own metrics count them.\n\n**Good:** few, and of clients' doing (`BadRequestError`). **Otherwise:** `RateLimitError`: a limit is reached; `APIConnectionError`, `Timeout`: a model's server is away.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (exception_class) (rate(litellm_proxy_failed_requests_metric_total{${inCluster}}[$interval]))`,
        legend: "{{exception_class}}",
      },
    ],
  });
