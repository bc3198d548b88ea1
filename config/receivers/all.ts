/**
 * The kinds of receivers, a line each. A kind has the name that Alertmanager gives it: what is `slack` here and in the
 * settings is `slack_configs` in its file (https://prometheus.io/docs/alerting/latest/configuration/#receiver).
 */
export { email } from "./email.ts";
export { pagerduty } from "./pagerduty.ts";
export { slack } from "./slack.ts";
export { webhook } from "./webhook.ts";
