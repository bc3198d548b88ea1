import * as z from "zod";
import { duration } from "./types/duration.ts";
import { kubernetesSecretName, secretKey } from "./types/kubernetes-secret.ts";
import { patternType } from "./types/text-type.ts";

function remoteName(name: string, example: string) {
  return patternType({
    name,
    expected: `a text without spaces at its ends such as "${example}"`,
    examples: [example],
    pattern: /^\S(?:.*\S)?$/,
  });
}

const externalSecret = z
  .strictObject({
    type: z
      .enum(["Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson"])
      .prefault("Opaque")
      .describe("The Secret's type: of a client certificate `kubernetes.io/tls`, of a pull secret the last."),
    keys: z
      .record(
        secretKey("webhook-url"),
        z.strictObject({
          remoteKey: remoteName("remote key", "prod/slack").describe("What the secret is called in the store."),
          property: remoteName("property", "url")
            .exactOptional()
            .describe("The property of it, where it has several. Left out: the whole."),
        }),
      )
      .refine((keys) => Object.keys(keys).length > 0, { error: "expected at least one key" })
      .describe("The keys of the Secret, and where the value of each comes from."),
  })
  .describe("A Secret, by its name: settings name it by `kubernetesSecret`.");

/** Secrets that the External Secrets Operator makes (https://external-secrets.io/latest/api/externalsecret/). */
export const externalSecretsSchema = z
  .strictObject({
    store: z
      .strictObject({
        name: kubernetesSecretName().describe("The store's name."),
        kind: z
          .enum(["SecretStore", "ClusterSecretStore"])
          .prefault("ClusterSecretStore")
          .describe("Its kind. A `SecretStore` must be in each namespace that the secrets are made in."),
      })
      .describe("The store that the values are in, which the cluster's External Secrets Operator knows."),
    refreshInterval: duration({ min: "1m", examples: ["1h"] })
      .prefault("1h")
      .describe("How often the operator asks the store for new values."),
    secrets: z
      .record(kubernetesSecretName(), externalSecret)
      .refine((secrets) => Object.keys(secrets).length > 0, { error: "expected at least one Secret" })
      .describe("The Secrets, by name. Each is made in every namespace in which a server reads it."),
  })
  .describe(
    "Kubernetes Secrets that the External Secrets Operator (v1, which the cluster has) makes from a store elsewhere. Left out: none; what " +
      "`kubernetesSecret` names is there, whoever made it.",
  );
