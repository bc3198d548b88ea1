import { expect, it } from "vitest";
import { manifestsOf } from "../../preview/manifests.ts";
import { NAMESPACE_NAME } from "../../preview/network-policies.ts";
import { callPicture } from "../../preview/picture.ts";
import type { Json } from "../../preview/record.ts";
import { object } from "./checks/subject.ts";

const pods = (name: string) => ({ matchLabels: { "app.kubernetes.io/name": name } });
const inNamespace = (namespace: string) => ({ namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } } });
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ port, protocol: "TCP" }));
const lines = (policies: Readonly<Record<string, { readonly [rule: string]: Json }>>) => {
  const resources = Object.entries(policies).map(([name, rules]) =>
    object("NetworkPolicy", name, { spec: { podSelector: pods(name), ...rules } }),
  );
  const picture = callPicture(manifestsOf({ project: "aiobs", stack: "test", resources, outputs: {} }));
  return picture.split("\n").map((line) => line.trim());
};

it("draws each call once, with all its ports in order, and leaves DNS out", () => {
  expect(
    lines({
      caller: {
        egress: [
          { to: [{ ...inNamespace("monitoring"), podSelector: pods("server") }], ports: tcp(9095) },
          { to: [{ ...inNamespace("monitoring"), podSelector: pods("server") }], ports: tcp(3100, 10_902) },
          { to: [{ ...inNamespace("kube-system"), podSelector: pods("kube-dns") }], ports: tcp(53) },
          { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }, { ipBlock: { cidr: "10.1.0.0/16" } }] },
        ],
      },
    }),
  ).toEqual([
    "flowchart LR",
    'n_caller["caller"] --> n_10_0_0_0_16_10_1_0_0_16["10.0.0.0/16, 10.1.0.0/16"]',
    'n_caller["caller"] -->|3100 9095 10902| n_server["server"]',
  ]);
});

it("draws callers from outside at whom they call, and those of its own namespaces where they call", () => {
  expect(
    lines({
      server: {
        ingress: [
          { from: [{ ...inNamespace("monitoring"), podSelector: pods("caller") }], ports: tcp(80) },
          { from: [inNamespace("applications"), { namespaceSelector: {} }], ports: tcp(4317) },
        ],
      },
    }),
  ).toEqual([
    "flowchart LR",
    'n_every_pod["every pod"] -->|4317| n_server["server"]',
    'n_namespace_applications["namespace applications"] -->|4317| n_server["server"]',
  ]);
});
