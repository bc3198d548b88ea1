import { describe, expect, it } from "vitest";
import { Namespaces } from "../../../components/namespaces/namespaces.ts";
import { planOf, resource } from "../plan-of.ts";

const names = { main: "monitoring", host: "monitoring-host" };
const plan = (data: "disposable" | "protected" = "disposable", used: readonly ("main" | "host")[] = ["main", "host"]) =>
  planOf(() => void new Namespaces("namespaces", { stack: "test", names, used: new Set(used), data, nodes: [] }));

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
    expect(resource(await plan("disposable", ["main"]), "Namespace", "namespaces-host").inputs).toHaveProperty(
      ["metadata", "labels", "pod-security.kubernetes.io/enforce"],
      "restricted",
    );
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

  it("protects the namespaces where data is protected: the volume claims in one would go with it", async () => {
    const isProtected = async (data: "disposable" | "protected") => {
      const planned = await plan(data);
      return ["stack", "host"].map((name) => resource(planned, "Namespace", `namespaces-${name}`).protect);
    };
    expect(await isProtected("protected")).toEqual([true, true]);
    expect(await isProtected("disposable")).toEqual([false, false]);
  });
});
