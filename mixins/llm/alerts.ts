/**
 * The alerts of an LLM platform. Shares and percentiles are of all requests, from the metrics that are made of spans before any is
 * thrown away. Few requests are the usual here, so a share counts with a number of failures, and a percentile with a rate.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { databaseAlerts } from "./alerts/database.ts";
import { inferenceAlerts } from "./alerts/inference.ts";
import { requestAlerts } from "./alerts/requests.ts";

/** The alerting rules of an LLM platform. */
export const llmAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "llm.alerts.requests", rules: requestAlerts },
  { name: "llm.alerts.database", rules: databaseAlerts },
  { name: "llm.alerts.inference", rules: inferenceAlerts },
];
