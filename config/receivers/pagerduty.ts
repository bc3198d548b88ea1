import * as z from "zod";
import { anySecretRef } from "../types/kubernetes-secret.ts";
import { receiverKind } from "./receiver-kind.ts";
import { internet } from "./way-out.ts";

/**
 * A text about the first firing alert, or of the first that ended. Alerts of one group have each their own summary and their
 * own dashboard, so they have none in common; PagerDuty refuses an event without a summary, and a link without an address.
 */
function ofFirstAlert(text: string): string {
  return `{{ $alerts := or .Alerts.Firing .Alerts }}{{ with index $alerts 0 }}${text}{{ end }}`;
}

/** PagerDuty, by its Events API v2. */
export const pagerduty = receiverKind({
  settings: z
    .strictObject({
      routingKey: anySecretRef("routing-key").describe("The integration key of PagerDuty's Events API v2."),
    })
    .describe("Opens an incident in PagerDuty."),
  block: ({ routingKey }) => ({
    routing_key_file: routingKey,
    severity: '{{ or .CommonLabels.severity "error" }}',
    description: `${ofFirstAlert("{{ or .Annotations.summary .Labels.alertname }}")}{{ if gt (len $alerts) 1 }} One of {{ len $alerts }} alerts.{{ end }}`,
    links: [
      { href: ofFirstAlert("{{ .Annotations.runbook_url }}"), text: "Runbook" },
      { href: ofFirstAlert("{{ .Annotations.dashboard_url }}"), text: "Dashboard" },
    ],
  }),
  calls: () => [internet("http", 443)],
});
