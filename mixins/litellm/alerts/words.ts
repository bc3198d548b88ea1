/** What tells gateways apart. */
export const BY = "cluster, application";

/** A gateway, in an alert's text. */
export const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";

/** The dashboard of an alert on LiteLLM. */
export const DASHBOARD = {
  dashboard: "litellm",
  dashboardVariables: { application: "application" },
} as const;

/**
 * What a caller did wrong is counted among a deployment's failures: a prompt that is too long, a tool that is not there. What is not the
 * caller's fault is a time-out (408), a limit (429), a key of the gateway's own (401, 403), and what the server says of itself.
 */
export const OF_SERVER = 'exception_status!~"400|404|405|409|413|415|422"';
