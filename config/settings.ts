import type * as z from "zod";
import { checks } from "./checks/checks.ts";
import { explain } from "./explain.ts";
import { describeIssue } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { checkEncryptedKeys, nothingElse, type OtherConfig } from "./other-config.ts";
import { formatPath, type Problem } from "./problem.ts";
import { type ParsedSettings, type Settings, settingKeys, settingsSchema } from "./schema.ts";
import { secretNames } from "./secrets.ts";
import { SettingsError } from "./settings-error.ts";

export type { Settings } from "./schema.ts";

/**
 * Parses a stack's settings: checks shapes and values, fills in defaults, then checks what must fit together.
 *
 * @param raw the values by key, without the project's `aiobs:`
 * @param where what an error names as the place of the settings, e.g. `Pulumi.dev.yaml`
 * @param other what the stack's configuration holds beside plain settings; default nothing
 * @throws SettingsError with everything that is wrong
 */
export function parseSettings(raw: unknown, where: string, other: OtherConfig = nothingElse): Settings {
  const given = isMap(raw) ? raw : {};
  // One parse a run: compiling the schema first (zod's JIT) would cost more than it saves.
  const result = settingsSchema.safeParse(given, { error: describeIssue, jitless: true });
  const issues = (result.error?.issues ?? []).filter(({ path: [key] }) => !isEncrypted(key, other));
  const named = secretNames(given);
  const problems: Problem[] = [
    ...other.problems,
    ...(Object.keys(given).length === 0 ? [{ path: "config", message: "no settings at all (aiobs:<key>: …)" }] : []),
    ...issues.flatMap((issue) => explainIssue(issue, given, named)),
    ...checkEncryptedKeys(named, Object.keys(given), other),
  ];

  const broken = new Set([...other.encrypted, ...issues.map(({ path: [key] }) => String(key))]);
  const parsed = result.data ?? parseSound(given, broken);
  problems.push(...checks.flatMap(({ find }) => find(parsed)).filter(({ path }) => !broken.has(topLevelKey(path))));

  if (problems.length > 0 || result.data === undefined) throw new SettingsError(where, problems);
  return result.data;
}

function explainIssue(issue: z.core.$ZodIssue, raw: object, named: readonly string[]): readonly Problem[] {
  return issue.code === "unrecognized_keys" && issue.path.length === 0
    ? issue.keys.map((key) => explainUnknownSetting(key, named))
    : explain(issue, settingsSchema, raw);
}

/** An unknown top-level key; where a setting names a secret so, its value was set in plain text. */
function explainUnknownSetting(key: string, named: readonly string[]): Problem {
  const path = formatPath([key]);
  if (named.includes(key)) {
    return { path, message: `is a secret in plain text; remove it and run: pulumi config set --secret ${key}` };
  }
  const hint = nearest(key, [...settingKeys, ...named]);
  return { path, message: "unknown setting", ...(hint === undefined ? {} : { hint }) };
}

/** The top-level settings that have no errors, so that they are checked against each other all the same. */
function parseSound(raw: object, broken: ReadonlySet<string>): ParsedSettings {
  const sound = settingKeys.filter((key) => !broken.has(key));
  const given = Object.entries(raw).filter(([key]) => sound.some((known) => known === key));
  const parsed = settingsSchema.partial().parse(Object.fromEntries(given));
  // The default of a broken setting must not be judged in its place.
  for (const key of settingKeys) if (broken.has(key)) delete parsed[key];
  return parsed;
}

function topLevelKey(path: string): string {
  return path.replace(/^aiobs:/, "").replace(/[.[].*$/, "");
}

function isEncrypted(key: PropertyKey | undefined, { encrypted }: OtherConfig): boolean {
  return typeof key === "string" && encrypted.includes(key);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
