import { describe, expect, it } from "vitest";
import { Namespaces, type NamespacesArgs } from "../../../components/namespaces/namespaces.ts";
import { namesOf, planOf, resource } from "../plan-of.ts";

const names = { main: "monitoring", host: "monitoring-host" };
const plan = (data: NamespacesArgs["data"] = "disposable", more: Partial<NamespacesArgs> = {}) =>
  planOf(() => {
    const used = new Set(["main", "host"] as const);
    const args = {
      stack: "test",
      names,
      used,
      ownership: "created",
      networkPolicies: "kubernetes",
      data,
      nodes: [],
    } as const;
    new Namespaces("namespaces", { ...args, ...more });
  });

describe("Namespaces", () => {
  it.each([
    ["namespaces-stack", "restricted"],
    ["namespaces-host", "privileged"],
  ])("enforces in %s the Pod Security level %s", async (name, level) => {
    expect(resource(await plan(), "Namespace", name).inputs).toHaveProperty(
      ["metadata", "labels", "pod-security.kubernetes.io/enforce"],
      level,
    );
  });

  it("enforces the strictest where no server asks for less", async () => {
    expect(
      resource(await plan("disposable", { used: new Set(["main"]) }), "Namespace", "namespaces-host").inputs,
    ).toHaveProperty(["metadata", "labels", "pod-security.kubernetes.io/enforce"], "restricted");
  });

  it.each(["namespaces-stack", "namespaces-host"])(
    "denies every connection in %s that nothing allows",
    async (name) => {
      expect(resource(await plan(), "NetworkPolicy", `${name}-default-deny`).inputs).toHaveProperty("spec", {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
      });
    },
  );

  it("denies nothing where there are to be no network policies, and says that this was meant", async () => {
    const planned = await plan("disposable", { networkPolicies: "off" });
    expect(namesOf(planned, "NetworkPolicy")).toEqual([]);
    for (const name of ["namespaces-stack", "namespaces-host"]) {
      expect(resource(planned, "Namespace", name).inputs).toHaveProperty("metadata.annotations", {
        "aiobs/network-policies": "off",
      });
    }
  });

  it("makes, labels and denies nothing in namespaces that are there", async () => {
    const planned = await plan("protected", { ownership: "existing" });
    expect(namesOf(planned, "Namespace")).toEqual([]);
    expect(namesOf(planned, "NetworkPolicy")).toEqual([]);
    expect(namesOf(planned, "PriorityClass")).toHaveLength(1);
  });

  it("protects the namespaces where data is protected: the volume claims in one would go with it", async () => {
    const isProtected = async (data: "disposable" | "protected") => {
      const planned = await plan(data);
      return ["stack", "host"].map((name) => resource(planned, "Namespace", `namespaces-${name}`).protect);
    };
    expect(await isProtected("protected")).toEqual([true, true]);
    expect(await isProtected("disposable")).toEqual([false, false]);
  });
});
