import { describe, expect, it } from "vitest";
import { leastReplicas } from "../../../facts/least-replicas.ts";
import { standardsOf } from "../../../facts/standards.ts";
import { replication } from "../../../policy/rules/replication.ts";
import { problems, resource } from "../resource.ts";

const part = (name: string, spec: { replicas?: number }) =>
  resource("kubernetes:apps/v1:StatefulSet", { metadata: { labels: { "app.kubernetes.io/name": name } }, spec });

describe("replication", () => {
  describe.each(["pairs", "redundant"] as const)("for %s", (availability) => {
    const stack = { standards: { ...standardsOf("prod"), availability } };

    it.each(Object.entries(leastReplicas))("asks for enough replicas of %s", (name, { [availability]: least }) => {
      expect(problems(replication, part(name, { replicas: least }), stack)).toEqual([]);
      expect(problems(replication, part(name, { replicas: least - 1 }), stack)).toEqual([
        expect.stringContaining(`has ${least - 1} of at least ${least} replicas`),
      ]);
    });
  });

  it("asks for nothing of a stack whose servers are single", () => {
    expect(problems(replication, part("alertmanager", { replicas: 1 }), { environment: "local" })).toEqual([]);
  });

  it("asks for three Alertmanagers, and takes none named for one", () => {
    expect(problems(replication, part("alertmanager", {}))).toEqual([
      expect.stringContaining("has 1 of at least 3 replicas"),
    ]);
  });

  it("leaves alone what replicates no data", () => {
    expect(problems(replication, part("grafana", { replicas: 1 }))).toEqual([]);
  });
});
