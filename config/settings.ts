import * as z from "zod";
import { formatPlace } from "../problems/format.ts";
import { errorAt, type Problem } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { checks } from "./checks/checks.ts";
import { explain, unknownKey } from "./explain.ts";
import { describeIssue } from "./messages.ts";
import { checkEncryptedKeys, checkForeignKeys, nothingElse, type OtherConfig } from "./other-config.ts";
import { type ParsedSettings, type Settings, settingKeys, settingsSchema, type WrittenSettings } from "./schema.ts";
import { secretNames } from "./secrets.ts";
import type { Section } from "./section.ts";
import { settingError, topLevelKey } from "./setting-problem.ts";
import { completeStandards } from "./standards.ts";

export type { Settings } from "./schema.ts";

/** A part of the settings, and what it is parsed with. */
interface Part {
  readonly schema: z.ZodObject;
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * Parses a stack's settings: checks shapes and values, fills in defaults, then checks what must fit together.
 *
 * @param raw the values by key, without the project's `aiobs:`
 * @param where what an error names as the place of the settings, e.g. `Pulumi.dev.yaml`
 * @param sections the sections that observed systems bring along
 * @param other what the stack's configuration holds beside plain settings; default nothing
 * @throws ProblemsError with everything that is wrong, sorted by path
 */
export function parseSettings(
  raw: unknown,
  where: string,
  sections: readonly Section[] = [],
  other: OtherConfig = nothingElse,
): Settings {
  const given = isMap(raw) ? { ...raw } : {};
  const brought = sections.filter(({ key }) => key in given);
  // Kept also where it cannot all be parsed: what can is checked against each other all the same.
  let seen: ParsedSettings = {};
  const keep = (settings: WrittenSettings) => {
    // What a standard depends on may be broken: then it is taken out again below.
    seen = { ...settings, standards: completeStandards(settings) };
  };
  // One parse a run: compiling the schema first (zod's JIT) would cost more than it saves.
  const how = { error: describeIssue, jitless: true };
  const own = {
    schema: settingsSchema,
    given: without(
      given,
      brought.map(({ key }) => key),
    ),
  };
  const result = settingsSchema.superRefine(keep, { when: () => true }).safeParse(own.given, how);
  const parts = brought.map((section) => partOf(section, given));
  const found = [
    ...faultsOf(own, result.error),
    ...parts.flatMap((part) => faultsOf(part, part.schema.safeParse(part.given, how).error)),
  ].filter(({ issue: { path } }) => !isEncrypted(path[0], other));
  const issues = found.map(({ issue }) => issue);
  const keys = settingKeys(sections);
  const named = secretNames(given);
  const problems: Problem[] = [
    ...other.problems,
    ...(Object.keys(given).length === 0
      ? [errorAt({ setting: ["config"] }, "no settings at all", { hint: "write each as aiobs:<key>: <value>" })]
      : []),
    ...found.flatMap(({ issue, part }) => explainIssue(issue, part, keys, named)),
    ...checkForeignKeys(keys, other),
    ...checkEncryptedKeys(keys, named, Object.keys(given), other),
  ];

  const broken = brokenPlaces(issues, other);
  const sound = brought.map(({ key }) => key).filter((key) => !broken.settings.has(key));
  const values = Object.fromEntries(sound.map((key) => [key, Reflect.get(given, key)]));
  const parsed: ParsedSettings = {
    ...withoutBroken(seen, broken),
    sections: values,
    written: new Set(Object.keys(given)),
  };
  const rules = [...checks, ...sections.flatMap((section) => section.checks)];
  problems.push(
    ...rules.flatMap(({ find }) => find(parsed)).filter((problem) => !broken.settings.has(topLevelKey(problem) ?? "")),
  );

  if (problems.length > 0 || result.data === undefined) throw settingsError(where, problems);
  return { ...result.data, standards: completeStandards(result.data), sections: values };
}

function partOf({ key, schema }: Section, given: object): Part {
  return { schema: z.strictObject({ [key]: schema }), given: { [key]: Reflect.get(given, key) } };
}

/** What is wrong with one part. */
function faultsOf(part: Part, error: z.ZodError | undefined) {
  return (error?.issues ?? []).map((issue) => ({ issue, part }));
}

function explainIssue(
  issue: z.core.$ZodIssue,
  { schema, given }: Part,
  keys: readonly string[],
  named: readonly string[],
): readonly Problem[] {
  return issue.code === "unrecognized_keys" && issue.path.length === 0
    ? issue.keys.map((key) => explainUnknownSetting(key, keys, named))
    : explain(issue, schema, given);
}

/** An unknown top-level key; where a setting names a secret so, its value was set in plain text. */
function explainUnknownSetting(key: string, keys: readonly string[], named: readonly string[]): Problem {
  if (named.includes(key)) {
    return settingError([key], `is a secret in plain text; remove it and run: pulumi config set --secret ${key}`);
  }
  const { message, hint } = unknownKey(key, [...keys, ...named]);
  return settingError([key], message, { hint });
}

/** What could not be parsed: top-level settings, but of node pools the single settings. */
interface BrokenPlaces {
  readonly settings: ReadonlySet<string>;
  /** Of `nodePools`: a pool's name, or a pool's name and its setting. */
  readonly inPools: readonly (readonly PropertyKey[])[];
}

function brokenPlaces(issues: readonly z.core.$ZodIssue[], { encrypted }: OtherConfig): BrokenPlaces {
  const isInPools = ({ path }: z.core.$ZodIssue) => path[0] === "nodePools" && path.length > 1;
  const broken = [...encrypted, ...issues.filter((issue) => !isInPools(issue)).map(({ path: [key] }) => String(key))];
  return {
    settings: new Set(broken.includes("environment") ? [...broken, "standards"] : broken),
    // A pool with an unknown setting has its known ones all the same; one of no known kind has none.
    inPools: issues
      .filter((issue) => isInPools(issue) && issue.code !== "unrecognized_keys")
      .map(({ path }) => path.slice(1, path[2] === "kind" ? 2 : 3)),
  };
}

/** The settings without the broken ones: neither they nor the defaults in their place must be judged. */
function withoutBroken(parsed: ParsedSettings, { settings, inPools }: BrokenPlaces): ParsedSettings {
  const { nodePools, ...rest } = without(parsed, settings);
  if (nodePools === undefined) return rest;
  const broken = (name: string) => inPools.filter(([pool]) => pool === name).map(([, key]) => key);
  const pools = Object.entries(nodePools)
    .filter(([name]) => !broken(name).includes(undefined))
    .map(([name, pool]) => [name, without(pool, broken(name))] as const);
  return { ...rest, nodePools: Object.fromEntries(pools) };
}

function without<Settings extends object>(settings: Settings, keys: Iterable<PropertyKey | undefined>): Settings {
  const copy = { ...settings };
  for (const key of keys) if (key !== undefined) Reflect.deleteProperty(copy, key);
  return copy;
}

function settingsError(where: string, problems: readonly Problem[]): ProblemsError {
  const byPath = (a: Problem, b: Problem) =>
    compare(formatPlace(a.where), formatPlace(b.where)) || compare(a.message, b.message);
  return new ProblemsError(`the settings of ${where}`, problems.toSorted(byPath));
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isEncrypted(key: PropertyKey | undefined, { encrypted }: OtherConfig): boolean {
  return typeof key === "string" && encrypted.includes(key);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
