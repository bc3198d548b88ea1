import * as z from "zod";
import { errorAt, type FilePlace, type Problem } from "../../problems/problem.ts";
import { selectorsOf } from "../../queries/promql/ast.ts";
import { type Checked, checkPromQL, type SeriesIndex } from "../../queries/promql/check.ts";
import { numberOf } from "../../queries/promql/number-literal.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import { checkTemplate } from "../../queries/promql/template.ts";
import { type AlertingRule, SEVERITIES } from "../mixin.ts";
import { hasCondition } from "./condition.ts";
import { jobProblems } from "./jobs.ts";
import { placed } from "./place.ts";

/** The longest name that fits a pager's screen (the limit that mixtool lints for). */
const LONGEST_ALERT = 40;

const name = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]+$/, "must be CamelCase, letters and digits alone")
  .max(LONGEST_ALERT, `must be at most ${LONGEST_ALERT} characters long`);

/** A Prometheus duration: whole numbers with units, largest unit first. */
const duration = z
  .string()
  .regex(/^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/, 'is not a duration such as "5m"');

const sentence = z.string().regex(/^[A-Z].*\.$/s, "must be a sentence: a capital first, a full stop last");

/** An alert as data: who loads it at run time, without types, is told of what is missing or unknown. */
const alertingRule = z.strictObject({
  alert: name,
  expr: z.string().regex(/\S/, "is empty"),
  for: duration.exactOptional(),
  keepFiringFor: duration.exactOptional(),
  severity: z.enum(SEVERITIES),
  detectWithin: duration,
  slowBecause: sentence.exactOptional(),
  team: z.string().regex(/\S/, "is empty").exactOptional(),
  summary: sentence,
  description: z.string().regex(/\S/, "is empty"),
  dashboard: z.string().regex(/\S/, "is empty"),
  dashboardVariables: z.record(z.string(), z.string()).exactOptional(),
});

/**
 * Everything that is wrong with one alert by itself.
 *
 * @param checked what the query check says of its expression.
 * @param jobs the scrape jobs of all stacks.
 */
export function checkAlert(
  file: string,
  rule: AlertingRule,
  checked: Checked,
  index: SeriesIndex,
  jobs: ReadonlySet<string>,
): readonly Problem[] {
  const at: FilePlace = { file, part: `alert ${rule.alert}` };
  const { error } = alertingRule.safeParse(rule);
  const ofShape = (error?.issues ?? []).map(({ path, message }) => errorAt(at, `${path.join(".")}: ${message}`));
  const texts = (["summary", "description"] as const).flatMap((field) =>
    typeof rule[field] === "string" ? placed(at, field, checkTemplate(rule[field], checked, index)) : [],
  );
  return [
    ...ofShape,
    ...placed(at, "expr", [...checked.problems, ...jobProblems(String(rule.expr).trim(), jobs)]),
    ...conditionProblems(at, rule),
    ...paceProblems(at, rule),
    ...texts,
    ...linkProblems(at, rule, checked),
  ];
}

/** Checks an alert's expression, whatever it holds. */
export function checkExpression({ expr }: AlertingRule, index: SeriesIndex): Checked {
  return checkPromQL(String(expr).trim(), index, { use: "alert" });
}

/** An alert on a constant is one on purpose: it asks for no series. */
function conditionProblems(at: FilePlace, { expr }: AlertingRule): readonly Problem[] {
  const parsed = parsePromQL(String(expr).trim());
  if ("problems" in parsed || selectorsOf(parsed.expr).length === 0 || hasCondition(parsed.expr)) return [];
  const message = "expr: it holds no condition for every series that it gives, so it fires as long as they exist";
  return [errorAt(at, message, { hint: "compare it with a threshold, e.g. `> 5`" })];
}

/** Seconds in which a page is due (the specification's mean time to detection of what is critical). */
const PAGE_SECONDS = 60;

function paceProblems(at: FilePlace, { severity, detectWithin, slowBecause }: AlertingRule): readonly Problem[] {
  const isSlow = severity === "critical" && numberOf(String(detectWithin)) > PAGE_SECONDS;
  if (isSlow === (slowBecause !== undefined)) return [];
  const message = isSlow
    ? `detectWithin: a page is due within a minute, and this one may take ${detectWithin}`
    : "slowBecause: is for a critical alert that takes longer than a minute";
  return [errorAt(at, message, { hint: isSlow ? "wait less, or say why it must in slowBecause" : "remove it" })];
}

/** Variables of the dashboard's link that no label of the alert fills in. */
function linkProblems(at: FilePlace, { dashboardVariables }: AlertingRule, { labels }: Checked): readonly Problem[] {
  if (labels === "unknown" || dashboardVariables === undefined) return [];
  return ["cluster", ...Object.values(dashboardVariables)]
    .filter((label) => !labels.has(label))
    .map((label) =>
      errorAt(at, `dashboardVariables: the expression gives no label "${label}"`, {
        hint: `it gives ${[...labels].join(", ")}`,
      }),
    );
}
