import { describe, expect, it } from "vitest";
import { KubeStateMetrics } from "../../../components/kube-state-metrics/kube-state-metrics.ts";
import type { Connection } from "../../../components/network/connection.ts";
import { context, planOf, resource } from "../plan-of.ts";

const apiServer: Connection = {
  to: { kind: "addresses", name: "API", cidrs: ["10.9.9.9/32"] },
  ports: [],
  why: "watch",
};
const plan = () => planOf(() => void new KubeStateMetrics("kube-state-metrics", { context, apiServer }));

describe("KubeStateMetrics", () => {
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
