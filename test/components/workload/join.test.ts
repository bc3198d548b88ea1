import { describe, expect, it } from "vitest";
import { callServer } from "../../../components/workload/connection.ts";
import { joinServers } from "../../../components/workload/join.ts";
import type { Server } from "../../../components/workload/server.ts";

const server = (name: string, rest: Partial<Server> = {}): Server => ({
  name,
  zone: "main",
  component: "metrics",
  ports: { http: { number: 8080 } },
  image: "thanos",
  replication: { kind: "Deployment", replicas: 1 },
  resources: { cpu: "100m", cpuLimit: "1", memory: "1Gi" },
  calls: [],
  ...rest,
});
const [store, query] = [server("store"), server("query")];

describe("servers that are joined", () => {
  it("refuse a call to one that is not there", () => {
    const lost = server("lost", { calls: [callServer(store, "http", "ask")] });
    expect(() => joinServers([lost], [lost, query])).toThrow(/^lost calls store, which is not there$/);
    expect(joinServers([lost], [lost, store])).toHaveLength(1);
  });

  it("refuse a name that two have, and take variants of one", () => {
    expect(() => joinServers([store], [store, server("store")])).toThrow(/^two servers are named store$/);
    const variants = [server("store", { variant: "0" }), server("store", { variant: "1" })];
    expect(joinServers(variants, variants)).toHaveLength(2);
  });

  it("say what they can once they know the others", () => {
    const asking = server("asking", {
      join: (all) => ({ calls: all.map((other) => callServer(other, "http", "ask")) }),
    });
    const [joined] = joinServers([asking], [asking, store, query]);
    expect(joined?.calls.map(({ to }) => to.kind === "server" && to.server.name)).toEqual(["asking", "store", "query"]);
  });
});
