/** The view of who is told: each alert that the stack can send, and the receivers that it goes to. */
import type { SentAlert } from "../config/routing/sent-alert.ts";
import { type Told, whoIsTold } from "../config/routing/who-is-told.ts";
import type { Settings } from "../config/settings.ts";

/** An alert, and who is told of it. */
export interface ToldRow {
  readonly alert: string;
  readonly severity: string;
  /** In the order of the routes, each with its ways of telling: `oncall (pagerduty, slack)`. */
  readonly receivers: readonly string[];
}

/** The columns of the table. */
export const toldHeader = ["Alert", "Severity", "Told"] as const;

/** The rows: an alert each, in the order of the rules. */
export function toldRows(
  { alertmanager, centre }: Pick<Settings, "alertmanager" | "centre">,
  alerts: readonly SentAlert[],
): readonly ToldRow[] {
  const { receivers } = alertmanager;
  return [...whoIsTold(alertmanager, alerts)].map(([{ alertname, labels }, told]) => ({
    alert: alertname,
    severity: labels.get("severity")?.values?.join(" or ") ?? "",
    receivers:
      centre === undefined
        ? [...new Set(told.map((one) => `${withWays(one.receiver, receivers[one.receiver])}${condition(one)}`))]
        : [`whom ${centre.stack} routes it to`],
  }));
}

function withWays(name: string, receiver: object = {}): string {
  const ways = Object.keys(receiver);
  return ways.length === 0 ? `nobody (${name})` : `${name} (${ways.join(", ")})`;
}

function condition({ certainty, where }: Told): string {
  if (certainty === "always") return "";
  return where.length === 0 ? " otherwise" : ` where ${where.join(" and ")}`;
}
