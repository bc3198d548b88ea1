import type { Callers } from "../../../config/callers.ts";
import type { Settings } from "../../../config/settings.ts";
import type { PlaceFacts } from "../../place.ts";
import { callServer } from "../../workload/connection.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import { openTo } from "../../workload/open-to.ts";
import type { Server } from "../../workload/server.ts";
import { renderHashring } from "./hashring.ts";
import { ingestorAddresses, RECEIVE } from "./receive.ts";
import { COMMON_ARGS, CONFIG, GRPC, HTTP, THANOS, thanosConfig, thanosProbes } from "./thanos-server.ts";

/** The routers of Thanos Receive, as others call them. */
export const RECEIVE_ROUTER = {
  name: "thanos-receive-router",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP, grpc: GRPC, "remote-write": { number: 19291 } },
} as const satisfies ServerIdentity;

/** What the routers are made from. */
export interface ReceiveRouterArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["thanos"]>["receive"];
  readonly zones?: readonly string[];
  /** Pods of other namespaces that may push. */
  readonly pushedFrom: readonly Callers[];
}

/** The routers: they keep nothing, and send each series to the ingestors that the hashring says. */
export function thanosReceiveRouter({ place, settings, zones, pushedFrom }: ReceiveRouterArgs): Server {
  const { replication } = settings;
  return {
    ...RECEIVE_ROUTER,
    ...THANOS,
    // As many as there are copies: who has one ingestor has nothing to gain from a second router.
    replication: { kind: "Deployment", replicas: replication },
    args: [
      "receive",
      ...COMMON_ARGS,
      "--remote-write.address=0.0.0.0:19291",
      `--receive.hashrings-file=${CONFIG}/hashring.json`,
      "--receive.hashrings-algorithm=ketama",
      `--receive.replication-factor=${replication}`,
      // It stores nothing, yet does not start without a label.
      '--label=receive_replica="router"',
    ],
    config: thanosConfig({ "hashring.json": renderHashring(ingestorAddresses(place, settings, zones)) }, "reload"),
    // A core passes on 135,000 samples a second in one copy, up to a third of that in three (`npm run bench:pipelines`); of a million
    // series of a pair each of three routers gets 44,000.
    resources: { cpu: replication === 1 ? "250m" : "1", cpuLimit: "4", memory: "1Gi" },
    probes: thanosProbes(60),
    open: openTo("remote-write", pushedFrom),
    calls: [callServer(RECEIVE, "grpc", "write samples")],
  };
}
