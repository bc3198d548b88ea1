/**
 * The types of conditions, as Tempo checks them when it has parsed a query
 * (https://github.com/grafana/tempo/blob/v2.10.8/pkg/traceql/ast_validate.go).
 */
import type { Reports } from "../problem.ts";
import { RE2_HINT, readRegex } from "../regex.ts";
import type { Binary, Field, LiteralType, Unary } from "./ast.ts";
import { intrinsics } from "./intrinsics.ts";

/** A type; `any`: an attribute's, which Tempo knows only once it sees a value. */
export type FieldType = LiteralType | "any";

const numeric: ReadonlySet<FieldType> = new Set<FieldType>(["int", "float", "duration"]);

const orders: ReadonlySet<string> = new Set([">", ">=", "<", "<="]);
const equalities: ReadonlySet<string> = new Set(["=", "!="]);
const patterns: ReadonlySet<string> = new Set(["=~", "!~"]);
const sums: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "^"]);
const logic: ReadonlySet<string> = new Set(["&&", "||"]);

/** The type of a condition or a part of one. What Tempo refuses is reported. */
export function typeOf(field: Field, reports: Reports): FieldType {
  switch (field.kind) {
    case "attribute":
      if (field.of === "parent")
        reports.report(
          field,
          "Tempo does not know the attributes of a span's parent yet.",
          "write `{ parent } > { child }`",
        );
      return "any";
    case "intrinsic":
      return intrinsics.get(field.name)?.type ?? "any";
    case "literal":
      return field.source === "variable" ? "any" : field.type;
    case "unary":
      return typeOfUnary(field, reports);
    case "binary":
      return typeOfBinary(field, reports);
  }
}

function typeOfUnary({ operator, operand, from, to }: Unary, reports: Reports): FieldType {
  const type = typeOf(operand, reports);
  const fits = type === "any" || (operator === "!" ? type === "bool" : numeric.has(type));
  if (!fits) reports.report({ from, to }, `\`${operator}\` is applied to ${articled(type)}.`);
  return type;
}

function typeOfBinary(field: Binary, reports: Reports): FieldType {
  const { operator, left, right } = field;
  const [a, b] = [typeOf(left, reports), typeOf(right, reports)];
  const result = sums.has(operator) ? (a === "any" ? b : a) : "bool";
  if (equalities.has(operator) && (a === "nil" || b === "nil")) {
    checkNil(operator, a === "nil" ? right : left, field, reports);
    return result;
  }
  if (!match(a, b)) {
    reports.report(field, `${capital(articled(a))} never meets ${articled(b)}.`, hintFor(a, b));
  } else if (!takes(operator, a) || !takes(operator, b)) {
    const type = takes(operator, a) ? b : a;
    reports.report(
      field,
      `\`${operator}\` does not work on ${articled(type)}.`,
      orders.has(operator) ? "compare it with `=` or `!=`" : undefined,
    );
  }
  if (patterns.has(operator) && right.kind === "literal" && right.source === "literal" && right.type === "string") {
    const regex = readRegex(right.value);
    if (regex.kind === "refused")
      reports.report(right, `Tempo refuses this regular expression: ${regex.why}.`, RE2_HINT);
  }
  return result;
}

/** Whether an operation takes two types together. */
function match(a: FieldType, b: FieldType): boolean {
  return a === b || [a, b].some((type) => type === "any" || type === "nil") || (numeric.has(a) && numeric.has(b));
}

function takes(operator: string, type: FieldType): boolean {
  if (type === "any") return true;
  if (equalities.has(operator)) return true;
  if (type === "bool") return logic.has(operator);
  if (type === "string") return orders.has(operator) || patterns.has(operator);
  return numeric.has(type) && (orders.has(operator) || sums.has(operator));
}

function hintFor(a: FieldType, b: FieldType): string | undefined {
  const other = { status: "ok, error or unset", kind: "server, client, internal, producer, consumer or unspecified" };
  for (const type of [a, b]) if (type === "status" || type === "kind") return `without quotes: ${other[type]}`;
  return [a, b].includes("duration") ? "a duration is written with its unit: `5s`" : undefined;
}

/** Tempo sets each intrinsic on each span: `= nil` it refuses, and `!= nil` says nothing. */
function checkNil(operator: string, of: Field, whole: Field, { report, doubt }: Reports): void {
  const named = of.kind === "attribute" && of.text === "resource.service.name";
  if (of.kind !== "intrinsic" && !named) return;
  if (operator === "=") report(whole, `\`${of.text}\` is never nil, and Tempo refuses to ask.`);
  else if (of.kind === "intrinsic") {
    const empty = intrinsics.get(of.name)?.type === "string" ? `write \`${of.text} != ""\`` : "leave it out";
    doubt(whole, `\`${of.text}\` is never nil, so this is always true.`, empty);
  }
}

/** A type as a sentence names it. */
export function articled(type: string): string {
  return `${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
