import { describe, expect, it } from "vitest";
import { Namespaces } from "../../../components/namespaces/namespaces.ts";
import { planOf, resource } from "../plan-of.ts";

const plan = () =>
  planOf(
    () => void new Namespaces("namespaces", { stack: "test", names: { stack: "monitoring", host: "monitoring-host" } }),
  );

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

  it.each(["namespaces-stack", "namespaces-host"])(
    "denies every connection in %s that nothing allows",
    async (name) => {
      expect(resource(await plan(), "NetworkPolicy", `${name}-default-deny`).inputs).toHaveProperty("spec", {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
      });
    },
  );
});
