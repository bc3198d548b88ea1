import { expect, test } from "vitest";
import { clusterSecrets, secretNames, secretRefs } from "../../config/secrets.ts";
import { parseSettings } from "../../config/settings.ts";
import { prodSettings } from "./problems-of.ts";

test("finds every secret that settings name, sorted, each once", () => {
  const settings = parseSettings(prodSettings(), "Pulumi.prod.yaml");
  expect(secretNames(settings)).toEqual(["heartbeatUrl", "pagerdutyRoutingKey"]);
  expect(secretNames([{ secret: "b" }, { x: { secret: "a" } }, { secret: "b" }])).toEqual(["a", "b"]);
});

test("takes nothing else for a secret's name", () => {
  expect(secretNames({ secret: 5, other: { secret: "a", more: 1 }, text: "secret" })).toEqual([]);
});

test("finds the secrets of the cluster as well, wherever they stand", () => {
  const key = { kubernetesSecret: "mail", key: "password" };
  expect(secretRefs({ a: [{ secret: "b" }], c: { password: key } })).toEqual([{ secret: "b" }, key]);
  expect(secretRefs({ kubernetesSecret: "mail", key: "password", more: 1 })).toEqual([]);
});

test("finds the Secrets of the cluster by name, also where the whole of one is meant", () => {
  const settings = {
    images: { pullSecrets: ["registry"] },
    store: { tls: { clientCertificate: "us", ca: { kubernetesSecret: "ca", key: "ca.crt" } } },
    other: { authentication: { kubernetesSecret: "us", key: "token" } },
  };
  expect(clusterSecrets(settings)).toEqual(["ca", "registry", "us"]);
});
