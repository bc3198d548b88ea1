import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { errorBands } from "./request-tracing/errors.ts";
import { gatewayBands } from "./request-tracing/gateway.ts";
import { glanceBands } from "./request-tracing/glance.ts";
import { modelBands } from "./request-tracing/models.ts";
import { partBands } from "./request-tracing/parts.ts";
import { peopleBands } from "./request-tracing/people.ts";
import { traceBand } from "./request-tracing/traces.ts";
import { tracingVariables } from "./variables.ts";

/** Requests on their way from people to models and back: the specification's "LLM Request Tracing", and its debugging scenarios. */
export const llmRequestTracing: Dashboard = dashboard({
  source: import.meta.url,
  system: "llm",
  folder: "Tracing",
  uid: "llm-request-tracing",
  title: "LLM Request Tracing",
  description:
    "Requests of an LLM platform (Open WebUI, LiteLLM, models), for whoever hunts a slow or failed one: rates and percentiles of all requests on top, the traces that were kept below, then by model, person, part and error.",
  variables: tracingVariables(),
  bands: () => [
    ...glanceBands(),
    traceBand(),
    ...modelBands(),
    ...partBands(),
    ...peopleBands(),
    ...errorBands(),
    ...gatewayBands(),
  ],
});
