import { errorAt, type Problem } from "../problems/problem.ts";
import { nearest } from "./nearest.ts";
import { didYouMean, settingError } from "./setting-problem.ts";

/** What a stack's configuration holds beside plain settings. Values of secrets are never here. */
export interface OtherConfig {
  /** The encrypted keys of this project, without `aiobs:`. */
  readonly encrypted: readonly string[];
  /** Whether every secret that a setting names must be set. Off the engine nothing is deployed and none is needed. */
  readonly unset: "allowed" | "refused";
  /** The keys that are not this project's, with their namespace. */
  readonly foreign: readonly string[];
  /** What was wrong already when the configuration was read. */
  readonly problems: readonly Problem[];
}

/** A configuration of plain settings alone. */
export const nothingElse: OtherConfig = { encrypted: [], unset: "allowed", foreign: [], problems: [] };

/** A stack's configuration as it was read: from its file, or from the running engine. */
export interface StackConfig {
  /** The plain settings by key, without `aiobs:`. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly other: OtherConfig;
}

/**
 * Checks the encrypted keys against the secrets that settings name.
 *
 * @param keys the keys of all settings
 * @param named the secrets that settings name
 * @param plain the keys that hold plain values
 */
export function checkEncryptedKeys(
  keys: readonly string[],
  named: readonly string[],
  plain: readonly string[],
  { encrypted, unset }: OtherConfig,
): readonly Problem[] {
  const isSetting = (name: string) => keys.includes(name);
  const taken = named
    .filter(isSetting)
    .map((name) => settingError([name], "is a setting, and a secret has the same name; give the secret another name"));
  const wrapped = encrypted
    .filter(isSetting)
    .map((key) =>
      settingError(
        [key],
        "holds an encrypted value; write settings in plain text and name each secret in them: { secret: <name> }",
      ),
    );
  const unused = encrypted
    .filter((key) => !isSetting(key) && !named.includes(key))
    .map((key) => {
      const message = `is a secret that no setting names; name it, or run: pulumi config rm ${key}`;
      return settingError([key], message, { hint: didYouMean(nearest(key, named)) });
    });
  const missing = unset === "allowed" ? [] : named.filter((name) => !encrypted.includes(name) && !plain.includes(name));
  return [
    ...taken,
    ...wrapped,
    ...unused,
    ...missing.map((name) =>
      settingError([name], `a setting names this secret and it is not set; run: pulumi config set --secret ${name}`),
    ),
  ];
}

/** The providers that the program makes itself, from its own settings. */
const ownProviders = ["aws", "grafana", "kubernetes", "random"];

/** What else may have keys in a stack's configuration: Pulumi itself (`pulumi:tags`, `pulumi:autonaming`). */
export const otherNamespaces = ["pulumi"];

/**
 * Checks the keys that are not this project's. Pulumi's own pass; nothing here would read any other.
 *
 * @param keys the keys of all settings
 */
export function checkForeignKeys(keys: readonly string[], { foreign }: OtherConfig): readonly Problem[] {
  return foreign
    .filter((key) => !otherNamespaces.some((namespace) => key.startsWith(`${namespace}:`)))
    .map((key) => {
      const where = { setting: [key] };
      if (ownProviders.some((provider) => key.startsWith(`${provider}:`))) {
        const hint = key === "aws:region" ? "remove it and set aiobs:aws.region" : "remove it";
        return errorAt(where, "has no effect: the program makes its providers from its own settings", { hint });
      }
      const setting = nearest(key.slice(key.indexOf(":") + 1), keys);
      const hint = setting === undefined ? "remove it" : didYouMean(`aiobs:${setting}`);
      return errorAt(where, "nothing reads this key: the settings are aiobs:<key>", { hint });
    });
}
