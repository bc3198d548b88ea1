import * as z from "zod";
import { confidential, type SecretRef, secretRef } from "./secret-ref.ts";
import { patternType } from "./text-type.ts";

/** A key of a Secret that is in the cluster already, in the namespace of the servers here. */
export interface KubernetesSecretKey {
  /** The Secret's name. */
  readonly kubernetesSecret: string;
  readonly key: string;
}

/** A secret by its name: of the stack's encrypted configuration, or of the cluster. */
export type AnySecretRef = SecretRef | KubernetesSecretKey;

const example = "vllm-metrics";

/** A setting that holds the name of a Secret of the cluster's. */
export function kubernetesSecretName() {
  return patternType({
    name: "Secret",
    expected: `the name of a Kubernetes Secret such as "${example}"`,
    examples: [example],
    pattern: /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
  });
}

/** A setting that holds a key of a Secret's. */
export function secretKey(key: string) {
  return patternType({
    name: "key of a Secret",
    expected: `a key of a Kubernetes Secret such as "${key}"`,
    examples: [key],
    pattern: /^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/,
  });
}

/** A key of a Secret of the cluster's. */
export function kubernetesSecretKey(key: string) {
  return z
    .strictObject({
      kubernetesSecret: kubernetesSecretName().describe("A Secret in the namespace of the servers here (`namespace`)."),
      key: secretKey(key).describe("The key of it."),
    })
    .meta({
      title: "cluster's secret",
      patternErrorMessage:
        "expected { kubernetesSecret: <name>, key: <key> }, a key of a Secret that is in the cluster",
    });
}

const expected =
  "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>, or " +
  "{ kubernetesSecret: <name>, key: <key> }, one that is in the cluster";

/** A setting that names a secret, of the stack's configuration or of the cluster. */
export function anySecretRef(key: string) {
  return z
    .union([secretRef(), kubernetesSecretKey(key)], {
      error: (issue) => (typeof issue.input === "object" && issue.input !== null ? undefined : expected),
    })
    .register(confidential, { confidential: true })
    .meta({ title: "stack's or cluster's secret", patternErrorMessage: expected });
}
