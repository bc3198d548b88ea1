/** What changes of rules the tests notice, as a page of Markdown that is written one system at a time: what it says of others is read back. */
import { z } from "zod";
import { markdownTable } from "../../problems/markdown-table.ts";
import { type Survivor, whyUnnoticed } from "./why-unnoticed.ts";

/** Which of a system's rules were changed. */
const KINDS = ["alerts", "recordings"] as const;

/** What was found of one system's alerts or recordings. */
export interface Surveyed {
  readonly system: string;
  readonly kind: (typeof KINDS)[number];
  /** Rules of which something can be changed, and changes in all. */
  readonly rules: number;
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
}

/** The least share of changes that tests must notice. */
const ENOUGH = 0.95;

const Row = z.object({ system: z.string(), kind: z.enum(KINDS), rules: z.coerce.number(), mutants: z.coerce.number() });
const ROW = /^\| (?<system>[\w-]+) \| (?<kind>\w+) \| (?<rules>\d+) \| (?<mutants>\d+) \| \d+ \|/gm;
const SURVIVOR = /^- (?<system>[\w-]+), (?<kind>\w+), (?<rule>[\w:]+): `(?<change>.+)`: /gm;

/** Whether the tests notice enough of what was changed. */
export function isEnough({ mutants, survivors }: Surveyed): boolean {
  return mutants - survivors.length >= ENOUGH * mutants;
}

/** Surveys, with those of a later run in place of their like; systems by name. */
export function merged(before: readonly Surveyed[], now: readonly Surveyed[]): readonly Surveyed[] {
  const byName = new Map([...before, ...now].map((each) => [`${each.system} ${each.kind}`, each]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** `9 of 10 (90.0 %)`. */
export function share(surveyed: readonly Surveyed[]): string {
  const of = sum(surveyed, ({ mutants }) => mutants);
  const killed = of - sum(surveyed, ({ survivors }) => survivors.length);
  return `${killed} of ${of} (${percent(killed, of)})`;
}

/** The page. */
export function page(surveyed: readonly Surveyed[]): string {
  const rows = surveyed.map(({ system, kind, rules, mutants, survivors }) => {
    const killed = mutants - survivors.length;
    return [system, kind, String(rules), String(mutants), String(killed), percent(killed, mutants)];
  });
  const survivors = surveyed.flatMap(({ system, kind, survivors: all }) =>
    all.map((each) => `- ${system}, ${kind}, ${each.rule}: \`${each.change}\`: ${whyUnnoticed(each)}`),
  );
  return `# Rules changed on purpose

Made by \`npm run mutations:rules -- --docs\` (\`bench/rule-mutations/\`), with \`--system NAME\` and \`--recordings\` one part at a time; not
edited by hand. Each rule is changed in one place: a comparison turned, a threshold moved by a fifth (a small count by one), a matcher
dropped, \`for\` three times as long. A change is noticed where a test under \`test/rules/\` fails that passes with the rule as it is: for
an alert those that look at it, for a recording those that look at what reads it. Not counted are matchers whose partner in the same
expression has them as well, so that nothing changes without them (\`bench/rule-mutations/equivalent-matchers.ts\`), and those of zeros
that fill in for what is divided by the same series: more zeros find nothing to divide them by (\`fillers.ts\` there).

Noticed in all: ${share(surveyed)}.

${markdownTable(["System", "Rules", "Changed", "Changes", "Noticed", "Share"], rows)}

## Changes that no test notices

${survivors.length === 0 ? "None." : survivors.join("\n")}
`;
}

/** What a page says. */
export function readPage(text: string): readonly Surveyed[] {
  const survivors = [...text.matchAll(SURVIVOR)].flatMap(({ groups }) => (groups === undefined ? [] : [groups]));
  return [...text.matchAll(ROW)].map(({ groups }) => {
    const row = Row.parse(groups);
    const own = survivors.filter(({ system, kind }) => system === row.system && kind === row.kind);
    return { ...row, survivors: own.map(({ rule = "", change = "" }) => ({ rule, change })) };
  });
}

function sum(surveyed: readonly Surveyed[], of: (one: Surveyed) => number): number {
  return surveyed.reduce((total, one) => total + of(one), 0);
}

function percent(killed: number, of: number): string {
  return `${((100 * killed) / Math.max(1, of)).toFixed(1)} %`;
}
