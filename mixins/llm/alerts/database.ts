import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { llmLimits as limits } from "../limits.ts";

const CALLS = "cluster, client, server";
const OF_DATABASES = 'connection_type="database"';

/** Alerts on the databases of an LLM platform, as its own services see them. */
export const databaseAlerts: readonly AlertingRule[] = [
  {
    // Statements are no part of a chat's trace, so a chat that waits for them is not slow by the gateway's spans. Other systems call
    // databases as well, for hours where they want to: only what is a part of the platform counts.
    alert: "LlmDatabaseSlow",
    expr: `
histogram_quantile(0.95, sum by (${CALLS}, le) (rate(traces_service_graph_request_client_seconds_bucket{${OF_DATABASES}}[5m]))) > ${limits.databaseCall.value}
and on (${CALLS})
sum by (${CALLS}) (rate(traces_service_graph_request_client_seconds_count{${OF_DATABASES}}[5m])) > ${limits.requestRate.value}
and on (cluster, client)
label_replace(llm:service:info, "client", "$1", "service", "(.+)")`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The database {{ $labels.server }} answers {{ $labels.client }} slowly in cluster {{ $labels.cluster }}.",
    description: `Of 100 calls of {{ $labels.client }} to its database {{ $labels.server }} 95 take up to {{ $value | printf "%.2f" }} s, over the last 5 minutes (threshold: ${inWords(limits.databaseCall)}). Each chat waits for several, one after the other.`,
    dashboard: "llm-request-tracing",
  },
];
