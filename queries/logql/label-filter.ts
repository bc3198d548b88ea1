/** Label filters: `| level="error"`, `| status >= 500 and duration > 5s`. */
import type { SyntaxNode } from "@lezer/common";
import type { FieldType } from "../log-catalogue.ts";
import { childrenOf } from "../syntax-tree.ts";
import { fieldNamed, isVariable, type Lines, nodesNamed, type Scene, writtenAt } from "./lines.ts";
import { checkValue, readMatcher } from "./matcher.ts";

const comparisons = ["Matcher", "NumberFilter", "DurationFilter", "BytesFilter", "IpLabelFilter"] as const;

/** What each comparison can read of a field's text; of others it makes an error on every line. */
const readable: Readonly<Record<string, readonly FieldType[]>> = {
  NumberFilter: ["number"],
  DurationFilter: ["duration"],
  BytesFilter: ["bytes", "number"],
};

const literals: Readonly<Record<string, string>> = {
  NumberFilter: "a number",
  DurationFilter: "a duration",
  BytesFilter: "an amount of bytes",
};

/** Checks a filter, each of its comparisons. */
export function checkLabelFilter(node: SyntaxNode, lines: Lines, scene: Scene): void {
  for (const comparison of nodesNamed(node, ...comparisons)) {
    const [label, , value] = childrenOf(comparison);
    if (label === undefined || isVariable(scene, label)) continue;
    const name = writtenAt(scene, label);
    const field = fieldNamed(name, { from: label.from, to: label.to }, lines, scene);
    if (comparison.name === "Matcher") {
      const matcher = readMatcher(scene, comparison);
      if (matcher !== undefined && field !== undefined && matcher.source === "literal")
        checkValue(matcher, field, scene);
      continue;
    }
    const fits = readable[comparison.name];
    if (field === undefined || field.type === "any" || fits === undefined || fits.includes(field.type)) continue;
    if (value !== undefined && isVariable(scene, value)) continue;
    const numbers = field.values?.every((each) => each !== "" && !Number.isNaN(Number(each)));
    if (comparison.name === "NumberFilter" && numbers === true) continue;
    scene.reports.doubt(
      { from: comparison.from, to: comparison.to },
      `\`${name}\` is ${described(field.type)}, and is compared with ${literals[comparison.name]}: every line gets an error.`,
      hints[field.type],
    );
  }
}

/** A type as a sentence names it. */
export function described(type: FieldType): string {
  const names: Readonly<Record<FieldType, string>> = {
    text: "text",
    number: "a number",
    boolean: "true or false",
    duration: "a duration with its unit",
    bytes: "an amount of bytes with its unit",
  };
  return names[type];
}

const hints: Readonly<Record<FieldType, string>> = {
  text: 'compare text: `="…"` or `=~"…"`',
  boolean: 'compare text: `="true"`',
  number: "write a plain number, in the field's own unit",
  duration: "write a duration: `> 1.5s`",
  bytes: "write an amount of bytes: `> 20KB`",
};
