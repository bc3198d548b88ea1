import type { Problem } from "../../problems/problem.ts";
import type { PodIdentity } from "../pod-identity.ts";
import type { ParsedSettings } from "../schema.ts";
import { type SettingPath, settingError } from "../setting-problem.ts";

/**
 * What a role for pods needs, and settings lack: the account, and the cluster by name or its OIDC provider.
 *
 * @param at the setting that asks for the role, which has the key `identity`.
 */
export function podRoleProblems(
  { aws, foundation, written }: ParsedSettings,
  at: SettingPath,
  identity: PodIdentity,
): readonly Problem[] {
  if (foundation === undefined) return [];
  const account =
    aws?.accountId === undefined && (aws !== undefined || !written?.has("aws"))
      ? [settingError(at, "needs to know its account: set aiobs:aws with region and accountId")]
      : [];
  if ("stack" in foundation) return account;
  const needed = identity === "irsa" ? "oidcProvider" : "clusterName";
  if (foundation[needed] !== undefined) return account;
  const message = `gives pods their roles by ${identity}; name aiobs:foundation.${needed}`;
  return [...account, settingError([...at, "identity"], message)];
}
