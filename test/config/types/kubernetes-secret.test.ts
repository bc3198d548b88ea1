import { describe, expect, test } from "vitest";
import { anySecretRef, kubernetesSecretName } from "../../../config/types/kubernetes-secret.ts";
import { refusalOf } from "../refusal-of.ts";

const setting = anySecretRef("token");

test.each([{ secret: "weatherPassword" }, { kubernetesSecret: "team-a.metrics", key: "tls.crt" }])(
  "takes %j",
  (value) => {
    expect(setting.parse(value)).toEqual(value);
  },
);

test.each(["hunter2", 5, undefined, null])("refuses %j, and tells what to run", (value) => {
  expect(refusalOf(setting, value).message).toBe(
    "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>, or { kubernetesSecret: <name>, key: <key> }, one that is in the cluster",
  );
});

describe("refuses", () => {
  // A key becomes a file: none may lead out of its directory.
  test.each(["..", "../../token", "a/b", ""])("the key %j", (key) => {
    expect(setting.safeParse({ kubernetesSecret: "a", key }).success).toBe(false);
  });

  test.each(["", "A", "a_b", "-a", "a..b", "a".repeat(254)])("the name %j", (name) => {
    expect(kubernetesSecretName().safeParse(name).success).toBe(false);
  });
});
