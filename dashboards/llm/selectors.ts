/** What the panels of an LLM platform ask for: what the variables at the top of the page choose. */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Spans' metrics of the chosen gateways: LiteLLM. */
export const ofGateway = `${inCluster}, service=~"$gateway"`;

/** Spans' metrics of all chosen services: Open WebUI and LiteLLM. */
export const ofServices = `${inCluster}, service=~"$webui|$gateway"`;

/** TraceQL: spans of the chosen gateways. */
export const gatewaySpans = 'resource.service.name =~ "$gateway"';

/** TraceQL: spans of all chosen services. */
export const platformSpans = 'resource.service.name =~ "$webui|$gateway"';

/** TraceQL: a call of a model, in both generations of LiteLLM's spans. */
export const modelSpans = "(span.gen_ai.provider.name != nil || span.gen_ai.system != nil)";

/** What is recorded of the chosen inference servers and models. */
export const ofServers = `${inCluster}, job=~"$server", model=~"$model"`;
