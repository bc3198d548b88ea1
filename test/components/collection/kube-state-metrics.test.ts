import { describe, expect, it } from "vitest";
import { kubeStateMetrics } from "../../../components/collection/kube-state-metrics.ts";
import { place, planServers, resource } from "../plan-of.ts";

const plan = () => planServers([kubeStateMetrics(place)]);

describe("kube-state-metrics", () => {
  it("may list and watch what it turns into metrics, and never Secrets or ConfigMaps", async () => {
    const rules = JSON.stringify(resource(await plan(), "ClusterRole").inputs.rules);
    expect(rules).toContain('"pods"');
    expect(rules).not.toMatch(/secrets|configmaps|"get"|\*/);
  });

  it("watches exactly what it may list", async () => {
    const created = await plan();
    const allowed: string[] = Object(resource(created, "ClusterRole").inputs).rules.flatMap(
      ({ resources }: { resources: string[] }) => resources,
    );
    const argument = /--resources=([a-z,]+)/.exec(JSON.stringify(resource(created, "Deployment").inputs))?.[1];
    expect(argument?.split(",")).toEqual(allowed.toSorted());
  });
});
