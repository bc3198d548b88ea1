/** What is scrubbed, in logs as in spans: attributes, with the texts that stand beside them. */
import { LOOKS } from "./looks.ts";
import { NAMED_IN_TEXT } from "./named-in-text.ts";
import {
  counted,
  flattened,
  namesScrubbed,
  type Step,
  type Subject,
  scrubbed,
  textRead,
  tidied,
  withoutCount,
} from "./proof.ts";
import type { Look } from "./replacement.ts";
import { gathered, type LooseText, returned } from "./texts.ts";

/** One kind of thing that is scrubbed, as a context of the language of statements. */
export interface Scrubbed extends Subject {
  readonly context: string;
  readonly texts: readonly LooseText[];
  /** What is looked for in its attributes and texts. */
  readonly looks: readonly Look[];
}

/** What goes by how it looks, and by what names it in a text. */
export const EVERYWHERE: readonly Look[] = [...LOOKS, ...NAMED_IN_TEXT];

/** What made the records. */
export const RESOURCE: Scrubbed = {
  context: "resource",
  attributes: "resource.attributes",
  cache: "resource.cache",
  texts: [],
  looks: EVERYWHERE,
};

/** What in it made them: a library, a logger. */
export const SCOPE: Scrubbed = {
  context: "scope",
  attributes: "scope.attributes",
  cache: "scope.cache",
  texts: [{ path: "scope.name", name: "name", kind: "name" }],
  looks: EVERYWHERE,
};

/** The steps that scrub it. */
export function stepsOf(subject: Scrubbed): readonly Step[] {
  return [
    flattened(subject),
    ...gathered(subject, subject.texts),
    textRead(subject),
    namesScrubbed(subject),
    ...scrubbed(subject, subject.looks),
    ...returned(subject, subject.texts),
  ];
}

/** The statements that scrub it, as a transform processor has them. */
export function statementsOf(subject: Scrubbed): { readonly context: string; readonly statements: readonly string[] } {
  return { context: subject.context, statements: [...counted(subject, 0, stepsOf(subject)), ...tidied(subject)] };
}

/** The statements that take the last sign of the scrub away. */
export function forgotten(subject: Scrubbed): { readonly context: string; readonly statements: readonly string[] } {
  return { context: subject.context, statements: [withoutCount(subject)] };
}
