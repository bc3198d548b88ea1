import { expect, test } from "vitest";
import { credentialDirectory, credentialPath } from "../../../components/metrics/credentials.ts";
import type { Server } from "../../../components/workload/server.ts";
import { planServers, resource } from "../plan-of.ts";

const all = [
  { "chat-password": { secret: "chatPassword" }, "chat-ca.crt": { kubernetesSecret: "ca", key: "ca.crt" } },
  {
    "weather-token": { secret: "weatherToken" },
    "weather-tls.crt": { kubernetesSecret: "us", key: "tls.crt" },
    "weather-tls.key": { kubernetesSecret: "us", key: "tls.key" },
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
  ...credentialDirectory(all),
};

test("the stack's own secrets become the files that jobs name, of one Secret", async () => {
  const plan = await planServers([server], { secrets: { chatPassword: "s3cr3t-1", weatherToken: "s3cr3t-2" } });
  const { metadata, stringData } = resource(plan, "Secret").inputs;
  expect(metadata).toMatchObject({ name: "prober-credentials" });
  expect(Object.keys(Object(stringData))).toEqual(["chat-password", "weather-token"]);
  expect(JSON.stringify(plan)).not.toContain("s3cr3t");
  const mount = mounts(plan).find(({ name }) => name === "credentials");
  expect(`${mount?.mountPath}/chat-password`).toBe(credentialPath("chat-password"));
});

test("those of the cluster become files as well, and none of them keeps the pod from starting", async () => {
  const plan = await planServers([server], { secrets: { chatPassword: "a", weatherToken: "b" } });
  expect(pod(plan).volumes).toContainEqual({
    name: "credentials",
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: "prober-credentials" } },
        { secret: { name: "ca", optional: true, items: [{ key: "ca.crt", path: "chat-ca.crt" }] } },
        {
          secret: {
            name: "us",
            optional: true,
            items: [
              { key: "tls.crt", path: "weather-tls.crt" },
              { key: "tls.key", path: "weather-tls.key" },
            ],
          },
        },
      ],
    },
  });
  expect(mounts(plan).find(({ name }) => name === "credentials")).toMatchObject({ readOnly: true });
});

test("where there are none, there is no directory", () => {
  expect(credentialDirectory([])).toEqual({});
  expect(credentialDirectory([{}])).toEqual({});
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
