import { clusterSecrets, secretRefs } from "../secrets.ts";
import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** The keys that a Secret of a type must have (https://kubernetes.io/docs/concepts/configuration/secret/#secret-types). */
const KEYS_OF_TYPE = {
  Opaque: [],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
} as const;

/** How external secrets fit the settings that name them. */
export const externalSecretChecks: readonly Check[] = [
  {
    rule: "Each Secret of `externalSecrets` is named by a setting (`kubernetesSecret`, `clientCertificate`, `images.pullSecrets`).",
    find({ externalSecrets, ...others }) {
      const named = clusterSecrets(others);
      return Object.keys(externalSecrets?.secrets ?? {}).flatMap((name) => {
        if (named.includes(name)) return [];
        const hint = `write { kubernetesSecret: ${name}, key: … } where a secret is asked for, or remove it`;
        return [settingError(["externalSecrets", "secrets", name], "no setting names it", { hint })];
      });
    },
  },
  {
    rule: "A Secret of `externalSecrets` has every key that settings name, and those of its `type`.",
    find({ externalSecrets, ...others }) {
      const refs = secretRefs(others);
      return Object.entries(externalSecrets?.secrets ?? {}).flatMap(([name, { type, keys }]) => {
        const asked = refs.flatMap((ref) => ("secret" in ref || ref.kubernetesSecret !== name ? [] : [ref.key]));
        const missing = [...new Set([...KEYS_OF_TYPE[type], ...asked])].filter((key) => !Object.hasOwn(keys, key));
        if (missing.length === 0) return [];
        const message = `needed: ${missing.join(", ")}; add what is missing`;
        return [settingError(["externalSecrets", "secrets", name, "keys"], message)];
      });
    },
  },
];
