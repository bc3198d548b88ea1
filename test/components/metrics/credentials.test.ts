import { expect, test } from "vitest";
import { credentialDirectories, existingCredential, ownCredential } from "../../../components/metrics/credentials.ts";
import type { Server } from "../../../components/workload/server.ts";
import { planServers, resource } from "../plan-of.ts";

const all = [
  { own: { "chat-password": { secret: "chatPassword" } }, existing: [{ secret: "ca", key: "ca.crt" }] },
  {
    own: { "weather-token": { secret: "weatherToken" } },
    // Two applications trust one authority.
    existing: [
      { secret: "ca", key: "ca.crt" },
      { secret: "us", key: "tls.crt" },
      { secret: "us", key: "tls.key" },
    ],
  },
];

const server: Server = {
  name: "prober",
  zone: "main",
  component: "prober",
  ports: {},
  image: "prometheus",
  replication: { kind: "Deployment", replicas: 1 },
  resources: { cpu: "10m", cpuLimit: "1", memory: "32Mi" },
  calls: [],
  ...credentialDirectories(all),
};

test("the stack's own secrets become the files that jobs name, of one Secret", async () => {
  const plan = await planServers([server], { secrets: { chatPassword: "s3cr3t-1", weatherToken: "s3cr3t-2" } });
  const { metadata, stringData } = resource(plan, "Secret").inputs;
  expect(metadata).toMatchObject({ name: "prober-credentials" });
  expect(Object.keys(Object(stringData))).toEqual(["chat-password", "weather-token"]);
  expect(JSON.stringify(plan)).not.toContain("s3cr3t");
  expect(pod(plan).volumes).toContainEqual({
    name: "credentials",
    secret: { secretName: "prober-credentials", defaultMode: 0o440 },
  });
  const mount = mounts(plan).find(({ name }) => name === "credentials");
  expect(`${mount?.mountPath}/chat-password`).toBe(ownCredential("chat-password"));
});

test("those of the cluster become files as well, and none of them keeps the pod from starting", async () => {
  const plan = await planServers([server], { secrets: { chatPassword: "a", weatherToken: "b" } });
  expect(pod(plan).volumes).toContainEqual({
    name: "existing-secrets",
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: "ca", optional: true, items: [{ key: "ca.crt", path: "ca/ca.crt" }] } },
        {
          secret: {
            name: "us",
            optional: true,
            items: [
              { key: "tls.crt", path: "us/tls.crt" },
              { key: "tls.key", path: "us/tls.key" },
            ],
          },
        },
      ],
    },
  });
  const mount = mounts(plan).find(({ name }) => name === "existing-secrets");
  expect(mount).toMatchObject({ readOnly: true });
  expect(`${mount?.mountPath}/us/tls.key`).toBe(existingCredential({ secret: "us", key: "tls.key" }));
});

test("where there are none, there is no directory", () => {
  expect(credentialDirectories([])).toEqual({});
  expect(credentialDirectories([{ own: {}, existing: [] }])).toEqual({});
});

type Plan = Awaited<ReturnType<typeof planServers>>;

function pod(plan: Plan): { readonly volumes: readonly object[]; readonly containers: readonly Container[] } {
  const { spec } = Object(resource(plan, "Deployment").inputs);
  return spec.template.spec;
}

interface Container {
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

function mounts(plan: Plan): Container["volumeMounts"] {
  return pod(plan).containers[0]?.volumeMounts ?? [];
}
