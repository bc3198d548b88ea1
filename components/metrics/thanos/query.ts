import { stringify } from "yaml";
import type { Settings } from "../../../config/settings.ts";
import type { PlaceFacts } from "../../place.ts";
import { callServer } from "../../workload/connection.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import type { Server } from "../../workload/server.ts";
import { ingestorAddresses, RECEIVE } from "./receive.ts";
import { STORE, storeAddresses } from "./store.ts";
import {
  COMMON_ARGS,
  CONFIG,
  GRPC,
  HTTP,
  REPLICA_LABELS,
  THANOS,
  thanosConfig,
  thanosProbes,
} from "./thanos-server.ts";

/** Thanos Query, as others call it. */
export const QUERY = {
  name: "thanos-query",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP, grpc: GRPC },
} as const satisfies ServerIdentity;

/** What the queriers are made from. */
export interface QueryArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["thanos"]>;
  readonly zones?: readonly string[];
}

/** The queriers: they ask every ingestor and every store gateway, and make one series of all its copies. */
export function thanosQuery({ place, settings, zones }: QueryArgs): Server {
  const { query, receive, store } = settings;
  const endpoints = [
    ...ingestorAddresses(place, receive, zones).map(({ address }) => address),
    ...storeAddresses(place, store),
  ];
  return {
    ...QUERY,
    ...THANOS,
    replication: { kind: "Deployment", replicas: query.replicas },
    args: [
      "query",
      ...COMMON_ARGS,
      `--endpoint.sd-config-file=${CONFIG}/endpoints.yaml`,
      ...REPLICA_LABELS.map((label) => `--query.replica-label=${label}`),
      `--query.timeout=${query.timeout.text}`,
      // A store that hangs makes a warning, not a query without an answer.
      "--store.response-timeout=30s",
    ],
    config: thanosConfig({ "endpoints.yaml": renderEndpoints(endpoints) }, "reload"),
    resources: { cpu: "500m", cpuLimit: "4", memory: query.memory.text },
    probes: thanosProbes(60),
    stopSeconds: 150,
    calls: [callServer(RECEIVE, "grpc", "query recent samples"), callServer(STORE, "grpc", "query the bucket")],
  };
}

/** `strict`: one that does not answer is missed, and the answer says so; it is not forgotten. */
function renderEndpoints(addresses: readonly string[]): string {
  return stringify({ endpoints: addresses.map((address) => ({ address, strict: true })) }, { lineWidth: 0 });
}
