import type { Problem } from "../../problems/problem.ts";
import type { ParsedSettings } from "../schema.ts";
import { type SettingPath, settingError } from "../setting-problem.ts";
import type { AnySecretRef } from "../types/kubernetes-secret.ts";

/**
 * A secret of the cluster where the program itself needs the value, to hand it to Grafana's API. It could be read while the program runs, but then all of the Secret
 * would be in the state, a preview would need the cluster, and the first `up` would look for it before there is a namespace for it.
 *
 * @param suggested what to call it in the stack's configuration.
 */
export function handedOver(
  at: SettingPath,
  ref: AnySecretRef,
  { namespace = "monitoring" }: Pick<ParsedSettings, "namespace">,
  suggested: string,
): readonly Problem[] {
  if ("secret" in ref) return [];
  const { kubernetesSecret, key } = ref;
  const path = key.replaceAll(".", "\\.");
  const copied = `kubectl get secret ${kubernetesSecret} --namespace ${namespace} --output jsonpath='{.data.${path}}' | base64 -d | pulumi config set --secret ${suggested}`;
  const message = `is in the Secret ${kubernetesSecret} of the cluster, where the program, which hands it to Grafana's API, does not read it`;
  return [settingError(at, message, { hint: `write { secret: ${suggested} } and run: ${copied}` })];
}
