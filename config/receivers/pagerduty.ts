import * as z from "zod";
import { secretRef } from "../types/secret-ref.ts";
import { receiverKind } from "./receiver-kind.ts";
import { internet } from "./way-out.ts";

/** PagerDuty, by its Events API v2. */
export const pagerduty = receiverKind({
  settings: z
    .strictObject({
      routingKey: secretRef().describe("The integration key of PagerDuty's Events API v2."),
    })
    .describe("Opens an incident in PagerDuty."),
  block: ({ routingKey }) => ({
    routing_key_file: routingKey,
    severity: '{{ or .CommonLabels.severity "error" }}',
    // Alerts of one group have each their own summary, so they have none in common; PagerDuty refuses an event without one.
    description:
      "{{ $alerts := or .Alerts.Firing .Alerts }}{{ with index $alerts 0 }}{{ or .Annotations.summary .Labels.alertname }}{{ end }}{{ if gt (len $alerts) 1 }} One of {{ len $alerts }} alerts.{{ end }}",
    links: [
      { href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" },
      { href: "{{ .CommonAnnotations.dashboard_url }}", text: "Dashboard" },
    ],
  }),
  calls: () => [internet("http", 443)],
});
