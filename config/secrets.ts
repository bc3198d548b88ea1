import type { AnySecretRef, KubernetesSecretKey } from "./types/kubernetes-secret.ts";
import type { SecretRef } from "./types/secret-ref.ts";

/**
 * The names of all secrets of the stack's configuration that settings name, sorted, each once. Takes raw settings as well: a
 * secret is named by `{ secret: <name> }` wherever it stands.
 */
export function secretNames(settings: unknown): readonly string[] {
  const names = secretRefs(settings).flatMap((ref) => ("secret" in ref ? [ref.secret] : []));
  return [...new Set(names)].sort();
}

/** Every secret that settings name, in their order: of the stack's configuration, or of the cluster. */
export function secretRefs(settings: unknown): readonly AnySecretRef[] {
  if (typeof settings !== "object" || settings === null) return [];
  if (isAnySecretRef(settings)) return [settings];
  return Object.values(settings).flatMap(secretRefs);
}

/** The names of all Secrets of the cluster that settings name, sorted, each once. */
export function clusterSecrets(settings: unknown): readonly string[] {
  return [...new Set(clusterSecretsIn(settings))].sort();
}

/** Two settings name a Secret as a whole: what it holds follows from its type. */
function clusterSecretsIn(settings: unknown): readonly string[] {
  if (typeof settings !== "object" || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) => {
    if (typeof value === "string") return key === "kubernetesSecret" || key === "clientCertificate" ? [value] : [];
    return key === "pullSecrets" && Array.isArray(value) ? value.map(String) : clusterSecretsIn(value);
  });
}

/** Whether a value of settings names a secret. */
export function isAnySecretRef(value: object): value is AnySecretRef {
  return isSecretRef(value) || isKubernetesSecretKey(value);
}

function isSecretRef(value: object): value is SecretRef {
  return "secret" in value && typeof value.secret === "string" && Object.keys(value).length === 1;
}

function isKubernetesSecretKey(value: object): value is KubernetesSecretKey {
  const { kubernetesSecret, key }: { readonly kubernetesSecret?: unknown; readonly key?: unknown } = value;
  return typeof kubernetesSecret === "string" && typeof key === "string" && Object.keys(value).length === 2;
}
