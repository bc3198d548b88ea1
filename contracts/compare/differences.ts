/** What differs between two contracts of one application. */
import type { Contract, ContractSpan } from "../contract.ts";

/** One difference. */
export interface Difference {
  /** `lost` and `changed` may break a query; `gained` breaks none. */
  readonly kind: "lost" | "changed" | "gained";
  /** What differs, e.g. `metric litellm_deployment_state`, `label model_id of litellm_deployment_state`. */
  readonly what: string;
  /** How it changed. Absent: it is there or it is not. */
  readonly how?: string;
}

/** Everything that differs, in the order of the files. */
export function differencesOf(before: Contract, after: Contract): readonly Difference[] {
  return [
    ...named("metric", byName(before.metrics), byName(after.metrics), (was, is, name) => [
      ...changed(`type of ${name}`, was.type, is.type),
      ...listed("label", name, labelsOf(was), labelsOf(is)),
      ...(was.buckets === undefined || is.buckets === undefined
        ? []
        : changed(`buckets of ${name}`, String(was.buckets), String(is.buckets))),
    ]),
    ...named("sent metric", byName(before.sentMetrics), byName(after.sentMetrics), (was, is, name) => [
      ...changed(`kind of ${name}`, was.kind, is.kind),
      ...changed(`unit of ${name}`, was.unit, is.unit),
      ...typed("attribute", name, was.attributes, is.attributes),
    ]),
    ...typed("attribute", "the resource", before.resource, after.resource),
    ...named("span", bySpan(before.spans), bySpan(after.spans), (was, is, name) =>
      typed("attribute", name, was.attributes, is.attributes),
    ),
    ...typed("field", "lines of the log", before.logs.fields, after.logs.fields),
    ...typed("answer", "the server", before.answers, after.answers),
  ];
}

/** A metric's labels, those that some of its series lack as well. */
export function labelsOf({ labels, sometimes = [] }: Contract["metrics"][number]): readonly string[] {
  return [...labels, ...sometimes];
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}

function bySpan(spans: readonly ContractSpan[]): ReadonlyMap<string, ContractSpan> {
  return new Map(spans.map((span) => [`${span.name} (${span.kind})`, span]));
}

/** What is only in one of two maps, and how differs what is in both. */
function named<Item>(
  noun: string,
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  within: (was: Item, is: Item, name: string) => readonly Difference[],
): readonly Difference[] {
  const ofBefore = [...before].flatMap(([name, was]): readonly Difference[] => {
    const is = after.get(name);
    return is === undefined ? [{ kind: "lost", what: `${noun} ${name}` }] : within(was, is, name);
  });
  const gained = [...after.keys()].filter((name) => !before.has(name));
  return [...ofBefore, ...gained.map((name): Difference => ({ kind: "gained", what: `${noun} ${name}` }))];
}

function listed(noun: string, of: string, before: readonly string[], after: readonly string[]) {
  const asMap = (names: readonly string[]) => new Map(names.map((name) => [`${name} of ${of}`, true]));
  return named(noun, asMap(before), asMap(after), () => []);
}

function typed(
  noun: string,
  of: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Difference[] {
  const asMap = (types: Readonly<Record<string, string>>) =>
    new Map(Object.entries(types).map(([name, type]) => [`${name} of ${of}`, type]));
  return named(noun, asMap(before), asMap(after), (was, is, name) => changed(`${noun} ${name}`, was, is));
}

function changed(what: string, was: string, is: string): readonly Difference[] {
  return was === is ? [] : [{ kind: "changed", what, how: `${was} → ${is}` }];
}
