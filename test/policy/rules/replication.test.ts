import { describe, expect, it } from "vitest";
import { leastReplicas } from "../../../facts/least-replicas.ts";
import { replication } from "../../../policy/rules/replication.ts";
import { problems, resource } from "../resource.ts";

const part = (name: string, spec: { replicas?: number }) =>
  resource("kubernetes:apps/v1:StatefulSet", { metadata: { labels: { "app.kubernetes.io/name": name } }, spec });

describe("replication", () => {
  it.each(Object.entries(leastReplicas))("asks for enough replicas of %s in prod", (name, { replicas }) => {
    expect(problems(replication, part(name, { replicas }))).toEqual([]);
    expect(problems(replication, part(name, { replicas: replicas - 1 }))).toEqual([
      expect.stringContaining(`has ${replicas - 1} of at least ${replicas} replicas`),
    ]);
    expect(problems(replication, part(name, { replicas: 1 }), { environment: "dev" })).toEqual([]);
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
