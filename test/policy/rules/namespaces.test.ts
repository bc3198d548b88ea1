import { describe, expect, it } from "vitest";
import type { JsonMap } from "../../../policy/json.ts";
import { denyByDefault, enforcedPodSecurity } from "../../../policy/rules/namespaces.ts";
import { problems, resource, server } from "../resource.ts";

const namespace = (name: string, level?: string) =>
  resource("kubernetes:core/v1:Namespace", {
    metadata: { name, labels: level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level } },
  });
const exporter = server({
  kind: "DaemonSet",
  labels: { "app.kubernetes.io/name": "node-exporter" },
  namespace: "monitoring-host",
});

describe("enforced-pod-security", () => {
  it("accepts the strictest level, and a looser one for listed pods alone", () => {
    const host = namespace("monitoring-host", "privileged");
    expect(problems(enforcedPodSecurity, [namespace("monitoring", "restricted"), server(), host, exporter])).toEqual(
      [],
    );
  });

  it("refuses a namespace that enforces nothing", () => {
    expect(problems(enforcedPodSecurity, namespace("monitoring"))).toEqual(["enforces no Pod Security level"]);
  });

  it("refuses a looser level where no pod needs it, or not every one", () => {
    const host = namespace("monitoring-host", "privileged");
    expect(problems(enforcedPodSecurity, [host, server()])).toEqual([
      "enforces privileged without a pod that needs it",
    ]);
    expect(problems(enforcedPodSecurity, [host, exporter, server({ namespace: "monitoring-host" })])).toEqual([
      "enforces privileged, which app does not need",
    ]);
    expect(problems(enforcedPodSecurity, [namespace("monitoring", "baseline"), server()])).toHaveLength(1);
  });
});

describe("deny-by-default", () => {
  const monitoring = namespace("monitoring", "restricted");
  const both = ["Ingress", "Egress"];
  const policy = (spec: JsonMap, metadata: JsonMap = { namespace: "monitoring" }, dependsOn: string[] = []) =>
    resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", { metadata, spec }, { dependsOn });

  it("accepts a namespace whose pods are all denied both ways", () => {
    const denyAll = policy({ podSelector: {}, policyTypes: both });
    expect(problems(denyByDefault, [monitoring, denyAll])).toEqual([]);
  });

  it("knows a policy that waits for a namespace whose name is not known yet", () => {
    const waiting = policy({ podSelector: {}, policyTypes: both }, { namespace: "[known after up]" }, [monitoring.urn]);
    expect(problems(denyByDefault, [monitoring, waiting])).toEqual([]);
  });

  it("accepts a namespace that says that there are to be none", () => {
    const meant = resource("kubernetes:core/v1:Namespace", {
      metadata: { name: "monitoring", annotations: { "aiobs/network-policies": "off" } },
    });
    expect(problems(denyByDefault, [meant])).toEqual([]);
  });

  it.each<[string, ReturnType<typeof policy>]>([
    ["one way only", policy({ podSelector: {}, policyTypes: ["Ingress"] })],
    ["some pods only", policy({ podSelector: { matchLabels: { app: "x" } }, policyTypes: both })],
    ["with an exception", policy({ podSelector: {}, policyTypes: both, egress: [{}] })],
    ["elsewhere", policy({ podSelector: {}, policyTypes: both }, { namespace: "other" })],
  ])("refuses a namespace that denies %s", (_, found) => {
    expect(problems(denyByDefault, [monitoring, found])).toEqual(["does not deny connections by default"]);
  });
});
