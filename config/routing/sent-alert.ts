import type { Matcher } from "../types/matcher.ts";

/** What is known of one label of an alert. */
export interface AlertLabel {
  /** `sometimes`: the alert is sent with and without it. */
  readonly presence: "always" | "sometimes";
  /** All the values that it can have; absent: any. */
  readonly values?: readonly string[];
}

/** What routes see of an alert: its labels. */
export interface LabelledAlert {
  /** Every label, `alertname` included. */
  readonly labels: ReadonlyMap<string, AlertLabel>;
  /** `unknown`: it may have labels beside these. */
  readonly others: "none" | "unknown";
}

/** An alert as it comes to Alertmanager, by its labels. */
export interface SentAlert extends LabelledAlert {
  readonly alertname: string;
}

/** Whether something is true of an alert each time that it is sent. */
export type Verdict = "always" | "sometimes" | "never";

/**
 * Whether a matcher holds. To Alertmanager a label that is missing is an empty one
 * (https://prometheus.io/docs/alerting/latest/configuration/#matcher).
 */
export function holds(matcher: Matcher, { labels, others }: LabelledAlert): Verdict {
  const label = labels.get(matcher.name);
  if (label?.values === undefined && (label !== undefined || others === "unknown")) return holdsOfAny(matcher, label);
  const values = [...(label?.values ?? []), ...(label?.presence === "always" ? [] : [""])];
  const held = values.filter(matcher.matches).length;
  return held === 0 ? "never" : held === values.length ? "always" : "sometimes";
}

/** Whether a matcher holds of a label that may have any value: known where it only asks whether the label is there. */
function holdsOfAny({ operator, value }: Matcher, label: AlertLabel | undefined): Verdict {
  const isExpression = operator.endsWith("~");
  const isNegated = operator.startsWith("!");
  if (isExpression && value === ".*") return isNegated ? "never" : "always";
  const asksForOne = isExpression && value === ".+";
  if (label?.presence !== "always" || (value !== "" && !asksForOne)) return "sometimes";
  return asksForOne === isNegated ? "never" : "always";
}

/** Whether all of some matchers hold. */
export function allHold(matchers: readonly Matcher[], alert: LabelledAlert): Verdict {
  const verdicts = new Set(matchers.map((matcher) => holds(matcher, alert)));
  if (verdicts.has("never")) return "never";
  return verdicts.has("sometimes") ? "sometimes" : "always";
}
