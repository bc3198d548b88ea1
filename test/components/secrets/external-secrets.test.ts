import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ExternalSecrets } from "../../../components/secrets/external-secrets.ts";
import type { Server } from "../../../components/workload/server.ts";
import { place, planOf } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

/**
 * The `spec` of the operator's own CustomResourceDefinition (version 2.9.0, `external-secrets.io/v1`), closed: the API server would
 * drop a field that it does not know.
 */
const spec = z.fromJSONSchema(JSON.parse(readFileSync(new URL("external-secret-2.9.0.json", import.meta.url), "utf8")));

const reads = (name: string, zone: Server["zone"], kubernetesSecret: string): Server => ({
  name,
  zone,
  component: "prober",
  ports: {},
  image: "prometheus",
  replication: { kind: "Deployment", replicas: 1 },
  resources: { cpu: "10m", cpuLimit: "1", memory: "32Mi" },
  calls: [],
  secrets: [
    { name: "keys", mountPath: "/etc/keys", files: { a: { kubernetesSecret, key: "token" } }, onChange: "reload" },
  ],
});

const client = {
  "tls.crt": { remoteKey: "prod/us", property: "certificate" },
  "tls.key": { remoteKey: "prod/us-key" },
};
const externalSecrets = {
  store: { name: "vault" },
  refreshInterval: "30m",
  secrets: {
    shared: { keys: { token: { remoteKey: "prod/token", property: "value" } } },
    us: { type: "kubernetes.io/tls", keys: client },
    registry: { type: "kubernetes.io/dockerconfigjson", keys: { ".dockerconfigjson": { remoteKey: "registry" } } },
  },
};
const settings = settingsWith({
  externalSecrets,
  images: { pullSecrets: ["registry"] },
  prometheus: {
    remoteWrite: [
      {
        name: "store",
        url: "https://store.example.com/push",
        authentication: { bearer: { token: { kubernetesSecret: "shared", key: "token" } } },
        tls: { clientCertificate: "us" },
      },
    ],
  },
});

async function made(servers: readonly Server[]) {
  const plan = await planOf(() => {
    const at = { ...place, images: settings.images };
    if (settings.externalSecrets === undefined) throw new Error("the settings have none");
    new ExternalSecrets("external-secrets", { place: at, settings: settings.externalSecrets, servers });
  });
  return plan.resources
    .filter(({ type }) => type === "kubernetes:external-secrets.io/v1:ExternalSecret")
    .map(({ inputs }) => Object(inputs));
}

describe("external secrets", () => {
  const servers = [reads("a", "main", "shared"), reads("b", "main", "shared"), reads("agent", "host", "shared")];

  test("are made in each namespace in which a server reads them, once; those that images are pulled with in all", async () => {
    const places = (await made(servers)).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(places.sort()).toEqual([
      "monitoring-host/registry",
      "monitoring-host/shared",
      "monitoring/registry",
      "monitoring/shared",
    ]);
  });

  test("say which store and what of it, as the operator's own definition has it", async () => {
    const all = await made([reads("a", "main", "shared"), reads("b", "main", "us")]);
    const specs = Object.fromEntries(all.map(({ metadata, spec: own }) => [metadata.name, own]));
    expect(specs.shared).toEqual({
      refreshInterval: "30m",
      secretStoreRef: { name: "vault", kind: "ClusterSecretStore" },
      target: { name: "shared", creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: [{ secretKey: "token", remoteRef: { key: "prod/token", property: "value" } }],
    });
    expect(specs.us.target.template).toEqual({ type: "kubernetes.io/tls" });
    for (const own of Object.values(specs)) expect(spec.safeParse(own).error).toBeUndefined();
    expect(spec.safeParse({ ...specs.shared, secretStore: "vault" }).success).toBe(false);
    expect(spec.safeParse({ ...specs.shared, data: [{ secretKey: "a b", remoteRef: { key: "c" } }] }).success).toBe(
      false,
    );
  });
});
