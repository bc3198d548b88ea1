/** Checks a query's stages, one after the other. */
import type { Field, Literal, Metrics, Pipeline, ScalarFilter, Spans, Stage } from "./ast.ts";
import { bothOf, requiredBy } from "./candidates.ts";
import { attributeOf, checkCondition, checkField, type Scene } from "./condition.ts";
import type { KnownSpan } from "./spans.ts";
import { articled, typeOf } from "./types.ts";

/** What is known of the spans that a stage lets through. */
interface Passing {
  readonly spans: readonly KnownSpan[];
  /** The attributes that each of them has, as the query writes them. */
  readonly required: ReadonlySet<string>;
}

/** Checks a pipeline; gives what it lets through. */
export function checkPipeline({ stages }: Pipeline, scene: Scene): Passing {
  let passing: Passing = { spans: scene.index.spans, required: new Set() };
  for (const [index, stage] of stages.entries()) {
    passing = checkStage(stage, passing, scene);
    const after = stages[index + 1];
    if (stage.kind === "metrics" && stage.name === "compare" && after !== undefined) {
      scene.reports.report(after, "`compare(…)` cannot be narrowed down.", "give its own count: `compare({…}, 5)`");
    }
  }
  return passing;
}

function checkStage(stage: Stage, passing: Passing, scene: Scene): Passing {
  switch (stage.kind) {
    case "filter":
    case "structure":
    case "pipeline":
      return checkSpans(stage, passing, scene);
    case "scalar filter":
      checkScalarFilter(stage, passing.spans, scene);
      return passing;
    case "by":
    case "select":
      for (const field of stage.of) {
        typeOf(field, scene.reports);
        checkField(field, passing.spans, scene);
        if (stage.kind === "by" && !namesSpan(field)) {
          scene.reports.report(field, "This is the same for every span.", "group by an attribute or an intrinsic");
        }
      }
      return passing;
    case "coalesce":
      return passing;
    case "metrics":
      checkMetrics(stage, passing, scene);
      return passing;
    case "second stage":
      if (Number(stage.count?.value) === 0)
        scene.reports.report(stage, `\`${stage.name}(0)\` chooses none.`, "give a number from 1");
      return passing;
  }
}

function checkSpans(stage: Spans, passing: Passing, scene: Scene): Passing {
  if (stage.kind === "pipeline") return checkPipeline(stage, scene);
  if (stage.kind === "structure") {
    const left = checkSpans(stage.left, passing, scene);
    const right = checkSpans(stage.right, passing, scene);
    // `>>` and its like give the spans of the right; `&&`, `||` and `&>>` those of both sides.
    if (!/[&|]/.test(stage.operator)) return right;
    const either = new Set([...left.spans, ...right.spans]);
    return { spans: [...either], required: bothOf(left.required, right.required) };
  }
  const { condition } = stage;
  if (condition === undefined) return passing;
  const spans = checkCondition(condition, passing.spans, scene);
  return { spans, required: new Set([...passing.required, ...requiredBy(condition)]) };
}

/** Whether an expression speaks of the span at all. */
function namesSpan(field: Field): boolean {
  if (field.kind === "unary") return namesSpan(field.operand);
  if (field.kind === "binary") return namesSpan(field.left) || namesSpan(field.right);
  return field.kind !== "literal" || field.source === "variable";
}

function checkScalarFilter(stage: ScalarFilter, spans: readonly KnownSpan[], scene: Scene): void {
  const { aggregate, operator, literal, from, to } = stage;
  if (aggregate === undefined || literal === undefined) return;
  const count: Literal = { kind: "literal", type: "int", value: "0", source: "literal", from, to };
  const of = aggregate.of ?? count;
  const known = attributeOf(of, scene.index)?.type ?? typeOf(of, scene.reports);
  if (aggregate.of !== undefined) checkField(of, spans, scene);
  if (!["any", "int", "float", "duration"].includes(known)) {
    const tell = of.kind === "attribute" ? scene.reports.doubt : scene.reports.report;
    tell(of, `\`${aggregate.name}\` takes numbers, and this is ${articled(known)}.`);
  } else if (aggregate.of !== undefined && !namesSpan(of)) {
    scene.reports.report(of, "This is the same for every span.", "e.g. `avg(duration)`");
  } else {
    typeOf({ kind: "binary", operator, left: of, right: literal, from, to }, scene.reports);
  }
}

/** Functions that put values into buckets: Tempo has buckets for durations and integers alone. */
const bucketed: ReadonlySet<string> = new Set(["quantile_over_time", "histogram_over_time"]);

function checkMetrics({ name, of, numbers, by, selection }: Metrics, passing: Passing, scene: Scene): void {
  const { report, doubt, notice } = scene.reports;
  // A type that Tempo itself knows is certain; an attribute's is what a catalogue says.
  const tell = of?.kind === "attribute" ? doubt : report;
  if (of !== undefined) {
    const type = typeOf(of, scene.reports);
    const unknown = checkField(of, passing.spans, scene);
    const known = attributeOf(of, scene.index)?.type ?? type;
    if (unknown > 0) return;
    if (["string", "bool", "status", "kind"].includes(known)) {
      tell(of, `\`${name}\` takes numbers, and this is ${articled(known)}.`, "count spans with `count_over_time()`");
    } else if (known === "float" && bucketed.has(name)) {
      doubt(
        of,
        `\`${name}\` gives nothing for a float: Tempo has buckets for durations and integers alone.`,
        "take quantiles from metrics, or have the attribute in whole milliseconds",
      );
    }
  }
  if (name === "quantile_over_time") {
    for (const quantile of numbers.filter(
      ({ source, value }) => source === "literal" && !(Number(value) >= 0 && Number(value) <= 1),
    )) {
      report(quantile, `A quantile is between 0 and 1, and this is ${quantile.value}.`, `e.g. \`0.99\``);
    }
  }
  // The buckets take one of Tempo's places for attributes.
  const most = bucketed.has(name) ? 4 : 5;
  const over = by[most];
  if (over !== undefined) report(over, `\`${name}\` groups by ${most} attributes at most.`, "leave some out");
  if (selection?.condition !== undefined) checkCondition(selection.condition, passing.spans, scene);
  for (const field of by) {
    typeOf(field, scene.reports);
    if (checkField(field, passing.spans, scene) > 0 || field.kind !== "attribute" || field.source === "variable")
      continue;
    if (!passing.required.has(field.text) && !isOnEach(field, passing.spans)) {
      notice(
        field,
        `Spans without \`${field.text}\` make a series called "nil".`,
        `leave them out: \`{ … && ${field.text} != nil }\``,
      );
    }
  }
}

/** Whether each of the spans carries an attribute. */
function isOnEach(field: Field, spans: readonly KnownSpan[]): boolean {
  if (field.kind !== "attribute") return true;
  // Tempo gives each resource a name, though it be "unknown_service".
  if (field.text === "resource.service.name") return true;
  return (
    spans.length > 0 &&
    spans.every(({ attributes, listed }) => {
      return listed === "closed" && attributes.get(`${field.scope}.${field.name}`)?.presence === "always";
    })
  );
}
