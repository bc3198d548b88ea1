/**
 * A strict reader of Prometheus' text format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details). The libraries on npm guess where a text
 * is wrong, or drop series; a record must not.
 */

/** The media type to ask an exporter for. */
export const TEXT_FORMAT = "text/plain;version=0.0.4";

/** What a `# TYPE` line can say. */
const types = ["counter", "gauge", "histogram", "summary", "untyped"] as const;

/** The type of a family. */
export type FamilyType = (typeof types)[number];

/** One sample, without its value. */
export interface Sample {
  /** As exposed: a histogram's with `_bucket`, `_sum` or `_count`. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A metric with all its samples. */
export interface Family {
  readonly name: string;
  /** `untyped` where the text does not say. */
  readonly type: FamilyType;
  /** Empty where the text has none. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface OpenFamily extends Family {
  type: FamilyType;
  help: string;
  readonly samples: Sample[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
// With `s`, for which a carriage return and U+2028 are characters like others: a label's value may have them.
const COMMENT = new RegExp(`^#[ \\t]+(HELP|TYPE)[ \\t]+(${NAME})(?:[ \\t]+(.*))?$`, "s");
const SAMPLE = new RegExp(
  `^(${NAME})[ \\t]*(?:\\{(.*)\\})?[ \\t]*(NaN|[+-]?Inf|[+-]?[0-9][0-9.eE+-]*|[+-]?\\.[0-9][0-9eE+-]*)(?:[ \\t]+-?[0-9]+)?[ \\t]*$`,
  "s",
);
const LABEL = /^[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*(?:,|$)/;
const SHOWN_ERRORS = 5;

/**
 * The families of a scrape, in the order of the text.
 *
 * @param text what `/metrics` answered.
 * @throws {SyntaxError} that names the wrong lines: the first five, and how many more there are.
 */
export function readExposition(text: string): readonly Family[] {
  const families = new Map<string, OpenFamily>();
  const errors: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const error = readLine(line.replace(/\r$/, ""), families);
    if (error !== undefined) errors.push(`line ${index + 1}: ${error}`);
  }
  if (errors.length > 0) {
    const more = errors.length > SHOWN_ERRORS ? [`and ${errors.length - SHOWN_ERRORS} more`] : [];
    throw new SyntaxError([...errors.slice(0, SHOWN_ERRORS), ...more].join("\n"));
  }
  return [...families.values()];
}

/** Adds a line to its family; says what is wrong with it. */
function readLine(line: string, families: Map<string, OpenFamily>): string | undefined {
  if (line.trim() === "") return undefined;
  if (line.startsWith("#")) return readComment(line, families);
  const [, name, inner, value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) return `not a sample: ${line.slice(0, 80)}`;
  const labels = readLabels(inner ?? "");
  if (typeof labels === "string") return labels;
  familyOf(name, families).samples.push({ name, labels });
  return undefined;
}

function readComment(line: string, families: Map<string, OpenFamily>): string | undefined {
  const [, keyword, name, rest = ""] = COMMENT.exec(line) ?? [];
  if (name === undefined) return undefined;
  const family = opened(name, families);
  if (keyword === "HELP") {
    const help = rest.replaceAll(/\\(\\|n)/g, (_, escaped) => (escaped === "n" ? "\n" : "\\"));
    if (family.help !== "" && family.help !== help) return `${name} has two HELP lines that differ`;
    family.help = help;
    return undefined;
  }
  const type = types.find((each) => each === rest.trim());
  if (type === undefined) return `${name} has the type "${rest}"; the format has ${types.join(", ")}`;
  if (family.type !== type && (family.type !== "untyped" || family.samples.length > 0)) {
    return `${name} is ${family.type}, and here ${type}`;
  }
  family.type = type;
  return undefined;
}

/** The labels between braces, or what is wrong with them. */
function readLabels(text: string): Readonly<Record<string, string>> | string {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest.trim() !== "") {
    const [whole, name, value] = LABEL.exec(rest) ?? [];
    if (whole === undefined || name === undefined || value === undefined) return `not a label: ${rest.slice(0, 80)}`;
    if (name in labels) return `the label ${name} stands twice`;
    labels[name] = value.replaceAll(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped));
    rest = rest.slice(whole.length);
  }
  return labels;
}

/** The family that a sample belongs to: a histogram's and a summary's have suffixes. */
function familyOf(sample: string, families: Map<string, OpenFamily>): OpenFamily {
  const [, base, suffix] = /^(.*)_(bucket|sum|count)$/.exec(sample) ?? [];
  const family = base === undefined ? undefined : families.get(base);
  if (family?.type === "histogram" || (family?.type === "summary" && suffix !== "bucket")) return family;
  return opened(sample, families);
}

function opened(name: string, families: Map<string, OpenFamily>): OpenFamily {
  const known = families.get(name);
  if (known !== undefined) return known;
  const family: OpenFamily = { name, type: "untyped", help: "", samples: [] };
  families.set(name, family);
  return family;
}
