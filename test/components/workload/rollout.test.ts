import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rolloutTimeouts } from "../../../components/workload/rollout.ts";
import type { Server } from "../../../components/workload/server.ts";
import { planServers, resource } from "../plan-of.ts";

const replicas = fc.integer({ min: 1, max: 50 });
const seconds = fc.integer({ min: 0, max: 3600 });
const check = { port: "http", path: "/" };
const size = fc.record({ replicas, startup: seconds, stop: seconds, settle: seconds });
type Size = typeof size extends fc.Arbitrary<infer T> ? T : never;

function server({ replicas, startup, stop, settle }: Size): Server {
  return {
    name: "store",
    zone: "main",
    component: "metrics",
    ports: { http: { number: 8080 } },
    image: "thanos",
    replication: {
      kind: "StatefulSet",
      replicas,
      settleSeconds: settle,
      storage: { mountPath: "/data", size: "1Gi" },
    },
    probes: { readiness: check, liveness: check, startupSeconds: startup },
    stopSeconds: stop,
    resources: { cpu: "100m", cpuLimit: "1", memory: "1Gi" },
    calls: [],
  };
}

/** How long the provider waits for an update, in seconds. */
function waits(one: Server): number {
  const { create, update, delete: gone } = rolloutTimeouts(one);
  expect([create, gone]).toEqual([update, update]);
  const [, count = ""] = /^(\d+)s$/.exec(String(update)) ?? [];
  expect(count).not.toBe("");
  return Number(count);
}

describe("how long the provider waits for a rollout", () => {
  it("is enough for one replica after another to stop, start as slowly as its probes allow, and settle", () => {
    fc.assert(
      fc.property(size, (one) => {
        const slowest = one.replicas * (one.startup + one.stop + one.settle);
        // An image is pulled and a volume bound before each start.
        expect(waits(server(one))).toBeGreaterThanOrEqual(slowest + one.replicas * 60);
      }),
    );
  });

  it("is never less than the provider's own ten minutes for two replicas, nor a day for few", () => {
    const usual = { replicas: 2, startup: 60, stop: 30, settle: 0 };
    expect(waits(server(usual))).toBeGreaterThanOrEqual(600);
    expect(waits(server({ ...usual, replicas: 5, startup: 900 }))).toBeLessThan(86_400);
  });

  it("does not grow with the nodes of an agent, which rolls a tenth of them at once", () => {
    const agent: Server = {
      ...server({ replicas: 1, startup: 60, stop: 30, settle: 0 }),
      replication: { kind: "DaemonSet" },
    };
    expect(waits(agent)).toBeGreaterThanOrEqual(10 * (60 + 30 + 60));
  });

  it("is what the controller is made with", async () => {
    const one = server({ replicas: 3, startup: 900, stop: 300, settle: 120 });
    const { timeouts } = resource(await planServers([one]), "StatefulSet");
    expect(timeouts).toEqual(rolloutTimeouts(one));
  });
});
