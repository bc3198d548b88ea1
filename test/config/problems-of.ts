import type { OtherConfig } from "../../config/other-config.ts";
import { parseSettings } from "../../config/settings.ts";
import { formatPlace, formatSentence } from "../../problems/format.ts";
import { ProblemsError } from "../../problems/problems-error.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

/** Everything that is wrong with settings: each sentence by its path. Empty where nothing is. */
export function problemsOf(raw: unknown, other?: OtherConfig): Record<string, string> {
  try {
    parseSettings(raw, "Pulumi.test.yaml", sectionsOf(systems), other);
    return {};
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return Object.fromEntries(error.problems.map((problem) => [formatPlace(problem.where), formatSentence(problem)]));
  }
}

/** The least that a local stack says, with changes. */
export function localSettings(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { environment: "local", cluster: { name: "local" }, ...changes };
}

/** A stack in production with nothing wrong, with changes. */
export function prodSettings(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    environment: "prod",
    cluster: { name: "aiobs-prod" },
    foundation: { context: "aiobs-prod" },
    prometheus: { replicas: 2 },
    alertmanager: prodAlertmanager(),
    grafana: { ingress: traefik("grafana.example.com") },
    runbooks: { baseUrl: "https://runbooks.example.com" },
    ...changes,
  };
}

/** A way in through Traefik, with changes. */
export function traefik(host: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { host, className: "traefik", tlsSecret: "tls", from: { namespace: "traefik" }, ...changes };
}

/** The alerting of `prodSettings`, with changes. */
export function prodAlertmanager(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    replicas: 3,
    receivers: {
      oncall: { pagerduty: { routingKey: { secret: "pagerdutyRoutingKey" } } },
      heartbeat: { webhook: { url: { secret: "heartbeatUrl" } } },
    },
    route: { receiver: "oncall" },
    watchdog: { receiver: "heartbeat" },
    ...changes,
  };
}
