import * as z from "zod";
import { hostPort } from "./types/host-port.ts";
import { confidential, secretRef } from "./types/secret-ref.ts";
import { patternType } from "./types/text-type.ts";
import { localUrl } from "./types/url.ts";

function emailAddress() {
  return patternType({
    name: "e-mail address",
    expected: 'an e-mail address such as "oncall@example.com"',
    examples: ["oncall@example.com"],
    pattern: /^[^\s@<>,]+@[^\s@<>,]+$/,
  });
}

const pagerduty = z
  .strictObject({
    routingKey: secretRef().describe("The integration key of PagerDuty's Events API v2."),
  })
  .describe("Opens an incident in PagerDuty.");

const slack = z
  .strictObject({
    channel: patternType({
      name: "channel",
      expected: 'a channel such as "#alerts" or a user such as "@oncall"',
      examples: ["#alerts"],
      pattern: /^[#@][^\s#@]+$/,
      nearest: (text) => `#${text}`,
    }).describe("The channel, in quotes since `#` starts a comment in YAML."),
    webhookUrl: secretRef().describe("The URL of the incoming webhook."),
  })
  .describe("Posts to a Slack channel.");

const webhook = z
  .strictObject({
    url: z
      .union([secretRef(), localUrl(["http://localhost:8080/alerts"])], {
        error:
          "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>, " +
          'or a URL on localhost or inside the cluster such as "http://localhost:8080/alerts"',
      })
      .register(confidential, { confidential: true })
      .describe("Where notifications are posted: a secret, or a URL on localhost or inside the cluster."),
  })
  .describe("Posts Alertmanager's JSON to a URL.");

const email = z
  .strictObject({
    to: emailAddress().describe("The recipient."),
    from: emailAddress().describe("The sender."),
    smarthost: hostPort().describe("The mail server, reached over TLS."),
    username: patternType({
      name: "user name",
      expected: 'a user name such as "alerts"',
      examples: ["alerts"],
      pattern: /^\S+$/,
    })
      .exactOptional()
      .describe("User name at the mail server. Left out: none is asked for."),
    password: secretRef().exactOptional().describe("Password at the mail server; needed with `username`."),
  })
  .describe("Sends an e-mail.");

/** Where notifications go: any of four ways at once, or none, which drops them silently. */
export const receiverSchema = z.strictObject({
  pagerduty: pagerduty.exactOptional(),
  slack: slack.exactOptional(),
  webhook: webhook.exactOptional(),
  email: email.exactOptional(),
});

/** Where notifications go. */
export type Receiver = z.output<typeof receiverSchema>;
