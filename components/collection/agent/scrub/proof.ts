/**
 * How a record shows that it was scrubbed. A statement that fails is skipped, and those behind it run: so each step leaves
 * something by which it is seen that it ran, and a count goes up by one only if that is there and the step before was counted.
 * What ends with another count than that of all steps is dropped: no statement can fail unseen.
 */
import { EMAIL_IN_NAME, EMAIL_SIGNS } from "./looks.ts";
import type { Look } from "./replacement.ts";
import { hasSign, replaceInAll, text } from "./statements.ts";

/** Names of what the scrub itself keeps in a record's attributes while it works. None is left when the record is sent. */
const OWN = "aiobs.scrub";

/** Something that is scrubbed: its attributes, and the scratch space of one run of statements. */
export interface Subject {
  /** The path of its attributes: `log.attributes`. */
  readonly attributes: string;
  /** The path of its cache: `log.cache`. */
  readonly cache: string;
}

/** One step: statements, and the condition that holds if and only if they ran. */
export interface Step {
  readonly statements: readonly string[];
  readonly ran: string;
}

/** Where a record's attributes have something of the scrub's own. */
export function own({ attributes }: Pick<Subject, "attributes">, name: string): string {
  return `${attributes}["${OWN}.${name}"]`;
}

/** Takes something of the scrub's own away. */
export function withoutOwn({ attributes }: Pick<Subject, "attributes">, name: string): string {
  return `delete_key(${attributes}, "${OWN}.${name}")`;
}

/**
 * Statements that run steps and count them.
 *
 * @param before how many steps ran in earlier statements; what was not counted there is not counted here.
 */
export function counted(subject: Subject, before: number, steps: readonly Step[]): readonly string[] {
  const [count, soFar] = [own(subject, "count"), `${subject.cache}["count"]`];
  return [
    // A sender may have set it.
    ...(before === 0 ? [`set(${count}, 0)`, `set(${soFar}, 0)`] : [`set(${soFar}, ${count})`]),
    ...steps.flatMap(({ statements, ran }, index) => [
      ...statements,
      `set(${soFar}, ${before + index + 1}) where ${soFar} == ${before + index} and (${ran})`,
    ]),
    `set(${count}, ${soFar})`,
  ];
}

/** A condition: not all steps were counted. It cannot fail. */
export function uncounted(subject: Pick<Subject, "attributes">, steps: number): string {
  return `${own(subject, "count")} != ${steps}`;
}

/** Takes the count away. */
export function withoutCount(subject: Pick<Subject, "attributes">): string {
  return withoutOwn(subject, "count");
}

/** Reads the text in which {@link scrubbed} looks for signs: all attributes, in lower case. */
export function textRead({ attributes, cache }: Subject): Step {
  const seen = `${cache}["text"]`;
  return { statements: [`set(${seen}, ConvertCase(ToKeyValueString(${attributes}), "lower"))`], ran: `${seen} != nil` };
}

/**
 * Replaces what looks so in all attributes, where the text has a sign of it. A specimen beside them shows that each
 * replacement ran.
 */
export function scrubbed(subject: Subject, looks: readonly Look[]): readonly Step[] {
  const shown = own(subject, "specimen");
  return looks.map(({ replacements, signs, specimen, becomes }, index) => {
    const { needed, clean } = look(subject, index, signs);
    const statements = replacements.map((each) => replaceInAll(subject.attributes, "value", each));
    return {
      statements: needed([`set(${shown}, ${text(specimen)})`, ...statements]),
      ran: `${clean} or ${shown} == ${text(becomes)}`,
    };
  });
}

/** Replaces addresses for e-mail in the names of attributes. */
export function namesScrubbed(subject: Subject): Step {
  const { needed, clean } = look(subject, -1, EMAIL_SIGNS);
  const [specimen, becomes] = [own(subject, "specimen a@b.example"), own(subject, "specimen [e-mail]")];
  return {
    statements: needed([`set(${specimen}, true)`, replaceInAll(subject.attributes, "key", EMAIL_IN_NAME)]),
    ran: `${clean} or (${specimen} == nil and ${becomes} == true)`,
  };
}

/** Brings nested attributes to the top, where they are scrubbed: `a: {b: 1}` becomes `a.b: 1`. */
export function flattened(subject: Subject): Step {
  return {
    statements: [`set(${own(subject, "nested")}["in"], true)`, `flatten(${subject.attributes})`],
    ran: `${own(subject, "nested.in")} == true`,
  };
}

/** Takes what steps kept in the attributes away. */
export function tidied(subject: Subject): readonly string[] {
  return ["specimen", "specimen [e-mail]", "nested.in"].map((name) => withoutOwn(subject, name));
}

/** Statements that are needed only where the text has a sign. Where that cannot be told, they are. */
function look({ cache }: Subject, id: number, signs: readonly string[]) {
  const [seen, found] = [`${cache}["text"]`, `${cache}["clean"]`];
  return {
    needed: (statements: readonly string[]) => [
      `set(${found}, ${id}) where ${seen} != nil and not ${hasSign(seen, signs)}`,
      ...statements.map((statement) => `${statement} where ${found} != ${id}`),
    ],
    clean: `${found} == ${id}`,
  };
}
