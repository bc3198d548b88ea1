/** The series of catalogues and recording rules together: what queries are checked against. */
import type { Catalogue } from "../catalogue.ts";
import { type Expr, instantSelectorsOf } from "./ast.ts";
import { inferShape } from "./infer.ts";
import { dropLabels, fixedLabel, noLabels, unknownLabels, withLabel } from "./labels.ts";
import { parsePromQL } from "./parse.ts";
import { observedIn, quantityOf } from "./quantity/infer.ts";
import { type IndexProblem, mergeSeries, type Series, type SeriesIndex, seriesOf } from "./series.ts";
import { type Shape, unknownShape } from "./shape.ts";

/** A recording rule, as far as its series depend on it. */
export interface Recording {
  /** The name of the series it makes. */
  readonly record: string;
  readonly expr: string;
  /** Labels it sets on all of them; an empty value removes one. */
  readonly labels?: Readonly<Record<string, string>>;
  /** `open`: somebody else wrote it, of series that may not be those here. Default: `closed`. */
  readonly world?: "open" | "closed";
}

/**
 * Gathers the series that can be asked for.
 *
 * The labels and the kind of a recorded series come from its own expression, in whatever order the rules stand. Rules that
 * feed each other in a circle are among the index's `problems`, but for a rule that reads what it recorded before by a range,
 * to remember it. Errors in an expression are not: `checkPromQL` finds them.
 *
 * @param catalogues what is exposed. Every one also brings `up`, `scrape_…` and `ALERTS`.
 * @param recordings the recording rules of all groups.
 */
export function indexSeries(catalogues: readonly Catalogue[], recordings: readonly Recording[] = []): SeriesIndex {
  const exposed = seriesOf(catalogues);
  const rules = new Map<string, Recording[]>();
  for (const rule of recordings) rules.set(rule.record, [...(rules.get(rule.record) ?? []), rule]);
  const problems: IndexProblem[] = [];
  const known = new Map<string, Series>();
  const path: string[] = [];

  const find = (name: string): Series | undefined => {
    const done = known.get(name);
    if (done !== undefined) return done;
    const own = rules.get(name);
    if (own === undefined) return exposed.get(name);
    if (path.includes(name)) {
      const remembers = path.at(-1) === name && own.every((rule) => !readsNow(rule, name));
      // Of its labels and of its values: a circle is met twice and more.
      if (!remembers && !problems.some(({ record }) => record === name)) {
        problems.push({
          record: name,
          message: `Recording rules feed each other in a circle: ${[...path.slice(path.indexOf(name)), name].join(" → ")}.`,
          hint: "a rule reads what the others recorded at the evaluation before: break the circle",
        });
      }
      return { name, kind: "unknown", labels: unknownLabels, grain: "series" };
    }
    path.push(name);
    let made = exposed.get(name);
    for (const rule of own) made = mergeSeries(made, recordedSeries(rule, find));
    path.pop();
    if (made !== undefined) known.set(name, made);
    return made;
  };
  for (const name of rules.keys()) find(name);

  const names = [...new Set([...exposed.keys(), ...rules.keys()])];
  const labelSets = new Set(names.map((name) => find(name)?.labels.facts));
  const labelNames = new Set([...labelSets].flatMap((facts) => [...(facts?.keys() ?? [])]));
  const ownerOf = (name: string) => catalogues.find(({ owns = [] }) => owns.some((prefix) => name.startsWith(prefix)));
  return {
    find,
    names,
    recorded: new Set(rules.keys()),
    ownerOf,
    labelNames,
    aliases: aliasesOf(catalogues),
    problems,
  };
}

/** Whether a rule asks for the present value of a series. */
function readsNow({ expr }: Recording, name: string): boolean {
  const parsed = parsePromQL(expr.trim());
  return "problems" in parsed || instantSelectorsOf(parsed.expr).some(({ metric }) => metric?.text === name);
}

/** The series that one rule makes. */
function recordedSeries(
  { record, expr, labels: added = {}, world = "closed" }: Recording,
  find: SeriesIndex["find"],
): Series {
  const parsed = parsePromQL(expr.trim());
  const read = "problems" in parsed ? undefined : parsed.expr;
  const { kind, grain, completeness, labels } =
    read === undefined ? unknownShape : shapeOfRule(expr.trim(), read, find);
  const changed = Object.entries(added).reduce(
    (set, [name, value]) => (value === "" ? dropLabels(set, [name]) : withLabel(set, name, fixedLabel(value))),
    labels,
  );
  const observed = read && observedIn(read, find);
  return {
    name: record,
    kind,
    grain,
    completeness,
    labels: changed,
    world,
    ...(read === undefined ? {} : { quantity: quantityOf(read, find) }),
    ...(observed === undefined ? {} : { observed }),
  };
}

function shapeOfRule(query: string, expr: Expr, find: SeriesIndex["find"]): Shape {
  const ignore = () => {};
  const shape = inferShape(expr, {
    query,
    find,
    missing: ignore,
    names: () => [],
    report: ignore,
    warn: ignore,
    interest: "value",
  });
  // A number is recorded as one series without labels.
  return shape.type === "scalar" ? { ...shape, labels: noLabels } : shape;
}

/** Names that exist but are no series, and what to ask for instead. */
function aliasesOf(catalogues: readonly Catalogue[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { name, type, exposition, conventionalName } of catalogues.flatMap(({ metrics }) => metrics)) {
    if (type === "histogram" && (exposition ?? "classic") === "classic") {
      aliases.set(name, `it is a histogram: ask for \`${name}_bucket\`, \`${name}_sum\` or \`${name}_count\``);
    }
    if (exposition === "totals") aliases.set(name, `only \`${name}_sum\` and \`${name}_count\` are kept`);
    if (conventionalName !== undefined) aliases.set(conventionalName, `it is exposed as \`${name}\``);
  }
  return aliases;
}
