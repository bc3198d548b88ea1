import * as z from "zod";
import { anySecretRef } from "../types/kubernetes-secret.ts";
import { patternType } from "../types/text-type.ts";
import { receiverKind } from "./receiver-kind.ts";
import { wayToSecretUrl } from "./way-out.ts";
import { privateCidrs, secretPort } from "./whereabouts.ts";

/** Slack, or a server that takes what Slack's incoming webhooks take. */
export const slack = receiverKind({
  settings: z
    .strictObject({
      channel: patternType({
        name: "channel",
        expected: 'a channel such as "#alerts" or a user such as "@oncall"',
        examples: ["#alerts"],
        pattern: /^[#@][^\s#@]+$/,
        nearest: (text) => `#${text}`,
      }).describe("The channel, in quotes since `#` starts a comment in YAML."),
      webhookUrl: anySecretRef("webhook-url").describe("The URL of the incoming webhook."),
      cidrs: privateCidrs(),
      port: secretPort(),
    })
    .describe("Posts to a Slack channel."),
  block: ({ channel, webhookUrl }) => ({
    api_url_file: webhookUrl,
    channel,
    title:
      '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} {{ .CommonLabels.cluster }}',
    text: "{{ range .Alerts }}*{{ .Labels.severity }}* {{ .Annotations.summary }}\n{{ .Annotations.description }}\n<{{ .Annotations.runbook_url }}|runbook> <{{ .Annotations.dashboard_url }}|dashboard>\n{{ end }}",
  }),
  calls: wayToSecretUrl,
});
