/** What is known of the labels of series, and how operations change it. */

/** What is known of one label. */
export interface LabelFact {
  /** `sometimes`: series with and without it occur. An empty label counts as none. */
  readonly presence: "always" | "sometimes";
  /** All the values it can have; absent: an open set. */
  readonly values?: readonly string[];
  /** The number of its values at worst. */
  readonly bound: number;
  /**
   * `split`: one target or object has several series that differ in it, such as `status` or `le`. `identity`: it says what
   * the series is of, such as `instance`, and may follow from other labels.
   */
  readonly role: "split" | "identity";
}

/** The labels of a set of series, but for the metric's name. */
export interface LabelSet {
  readonly facts: ReadonlyMap<string, LabelFact>;
  /** `unknown`: there may be labels beside those in `facts`, but for those in `dropped`. What `facts` says goes first. */
  readonly others: "none" | "unknown";
  readonly dropped?: ReadonlySet<string>;
}

/** No labels at all, as of `sum(x)`. */
export const noLabels: LabelSet = { facts: new Map(), others: "none" };

/** Nothing is known. */
export const unknownLabels: LabelSet = { facts: new Map(), others: "unknown" };

/** A label that may be there, of which no more is known. */
export const vagueLabel: LabelFact = { presence: "sometimes", bound: Number.POSITIVE_INFINITY, role: "identity" };

/** A label with one value. */
export function fixedLabel(value: string): LabelFact {
  return { presence: "always", values: [value], bound: 1, role: "identity" };
}

/** Whether series have a label. Where labels are unknown, sometimes. */
export function presenceOf(labels: LabelSet, name: string): "always" | "sometimes" | "never" {
  return labels.facts.get(name)?.presence ?? (mayHave(labels, name) ? "sometimes" : "never");
}

/** Whether series may have a label of which nothing is known. */
function mayHave({ others, dropped }: LabelSet, name: string): boolean {
  return others === "unknown" && dropped?.has(name) !== true;
}

/** The named labels alone. */
export function keepLabels(labels: LabelSet, names: readonly string[]): LabelSet {
  const facts = new Map<string, LabelFact>();
  for (const name of names) {
    const fact = labels.facts.get(name) ?? (mayHave(labels, name) ? vagueLabel : undefined);
    if (fact !== undefined) facts.set(name, fact);
  }
  return { facts, others: "none" };
}

/** All labels but the named ones. */
export function dropLabels(labels: LabelSet, names: readonly string[]): LabelSet {
  const facts = new Map([...labels.facts].filter(([name]) => !names.includes(name)));
  return { ...labels, facts, dropped: new Set([...(labels.dropped ?? []), ...names]) };
}

/** The labels with one set anew. */
export function withLabel(labels: LabelSet, name: string, fact: LabelFact): LabelSet {
  return { ...labels, facts: new Map(labels.facts).set(name, fact) };
}

/** The labels of two sets of series put together, as by `or`. */
export function eitherLabels(one: LabelSet, other: LabelSet): LabelSet {
  const facts = new Map<string, LabelFact>();
  for (const name of new Set([...one.facts.keys(), ...other.facts.keys()])) {
    const a = one.facts.get(name);
    const b = other.facts.get(name);
    const known = a ?? b;
    if (known === undefined) continue;
    if (a === undefined || b === undefined) {
      const open = mayHave(a === undefined ? one : other, name);
      facts.set(name, { ...(open ? vagueLabel : known), presence: "sometimes" });
      continue;
    }
    facts.set(name, {
      presence: a.presence === "always" && b.presence === "always" ? "always" : "sometimes",
      bound: a.bound + b.bound,
      role: a.role === "split" && b.role === "split" ? "split" : "identity",
      ...(a.values && b.values ? { values: [...new Set([...a.values, ...b.values])] } : {}),
    });
  }
  const absent = [...(one.dropped ?? []), ...(other.dropped ?? [])].filter(
    (name) => presenceOf(one, name) === "never" && presenceOf(other, name) === "never",
  );
  const others = one.others === "unknown" || other.others === "unknown" ? "unknown" : "none";
  return { facts, others, dropped: new Set(absent) };
}

/** The labels of series that are equal on both sides, as a one-to-one match leaves them. */
export function sharedLabels(left: LabelSet, right: LabelSet): LabelSet {
  const facts = new Map<string, LabelFact>();
  for (const name of new Set([...left.facts.keys(), ...right.facts.keys()])) {
    if (presenceOf(left, name) === "never" || presenceOf(right, name) === "never") continue;
    const a = left.facts.get(name) ?? vagueLabel;
    const b = right.facts.get(name) ?? vagueLabel;
    const values =
      a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values);
    facts.set(name, {
      presence: a.presence === "always" || b.presence === "always" ? "always" : "sometimes",
      bound: Math.min(a.bound, b.bound),
      role: a.role,
      ...(values === undefined ? {} : { values }),
    });
  }
  const others = left.others === "unknown" && right.others === "unknown" ? "unknown" : "none";
  return { facts, others, dropped: new Set([...(left.dropped ?? []), ...(right.dropped ?? [])]) };
}

/**
 * Why no series of the one side can equal one of the other in a label: one side always has it and the other never, or both
 * have values that differ. Undefined: they can.
 */
export function clashOf(
  left: LabelSet,
  right: LabelSet,
  name: string,
): "only on the left" | "only on the right" | "values differ" | undefined {
  const onLeft = presenceOf(left, name);
  const onRight = presenceOf(right, name);
  if (onLeft === "always" && onRight === "never") return "only on the left";
  if (onLeft === "never" && onRight === "always") return "only on the right";
  if (onLeft !== "always" && onRight !== "always") return undefined;
  const a = left.facts.get(name)?.values;
  const b = right.facts.get(name)?.values;
  return a && b && !a.some((value) => b.includes(value)) ? "values differ" : undefined;
}

/** Label names for a message. */
export function listLabels(labels: LabelSet): string {
  const names = [...labels.facts.keys()];
  return names.length === 0 ? "no labels" : names.map((name) => `\`${name}\``).join(", ");
}
