import { createHash } from "node:crypto";
import { basename } from "node:path";
import { readStackFile } from "../config/read-stack-file.ts";
import { secretNames } from "../config/secrets.ts";
import type { Section } from "../config/section.ts";
import { parseSettings, type Settings } from "../config/settings.ts";
import type { StackConfig } from "./plan.ts";

/** A stack's configuration for a run without the engine. */
export interface OfflineStackConfig {
  /** The same, parsed. */
  readonly settings: Settings;
  readonly config: StackConfig;
  /** The values that stand for the secrets: found anywhere in a plan, they show a leak. */
  readonly canaries: readonly string[];
}

/**
 * Reads a stack file (`Pulumi.<stack>.yaml`) as the engine would. Secrets cannot be decrypted here and need not be set:
 * each that the settings name gets a value of its own that stands for it.
 *
 * @param sections the sections that observed systems bring along.
 * @throws {ProblemsError} with everything that is wrong.
 */
export function readStackConfig(file: string, sections: readonly Section[]): OfflineStackConfig {
  const { raw, other } = readStackFile(file);
  const settings = parseSettings(raw, basename(file), sections, other);
  const names = secretNames(settings);
  const secrets = names.map((name) => [`aiobs:${name}`, canary(name)] as const);
  const plain = Object.entries(raw).map(
    ([key, value]) => [`aiobs:${key}`, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  return {
    settings,
    config: { values: Object.fromEntries([...plain, ...secrets]), secretKeys: secrets.map(([key]) => key) },
    canaries: secrets.map(([, value]) => value),
  };
}

/** Text that nothing else would hold, the same in every run, and as long as any secret must be. */
function canary(name: string): string {
  return `canary-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
}
