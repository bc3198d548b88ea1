import type { Settings } from "../../../config/settings.ts";
import type { S3Bucket } from "../../object-store/object-store.ts";
import type { PlaceFacts } from "../../place.ts";
import { podAddresses } from "../../workload/addresses.ts";
import { burstLimit } from "../../workload/burst-limit.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import type { Server } from "../../workload/server.ts";
import {
  COMMON_ARGS,
  CONFIG,
  GRPC,
  HTTP,
  objectStoreFile,
  THANOS,
  thanosConfig,
  thanosProbes,
} from "./thanos-server.ts";

/** The ingestors of Thanos Receive, as others call them. */
export const RECEIVE = {
  name: "thanos-receive",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP, grpc: GRPC, "remote-write": { number: 19291 } },
} as const satisfies ServerIdentity;

type Receive = NonNullable<Settings["thanos"]>["receive"];

/** What the ingestors are made from. */
export interface ReceiveArgs {
  readonly settings: Receive;
  /** The availability zones of the cluster's nodes; absent where unknown. */
  readonly zones?: readonly string[];
  readonly bucket: S3Bucket;
}

/** As many exemplars as Prometheus keeps: without the flag, none. */
const MAX_EXEMPLARS = 100_000;

/**
 * How late a sample may come, for two routers on the way of one series are not in step. Blocks that overlap because of it are
 * what the compactor merges anyway.
 */
const OUT_OF_ORDER = "10m";

/**
 * How long an ingestor is ready before the next is replaced, in seconds: routers try one that was gone again after a pause,
 * and a second one must not go before (https://github.com/thanos-io/thanos/issues/4831).
 */
const SETTLE_SECONDS = 120;

/** The ingestors: they keep what is written to them for some days, and upload it every two hours. One set of them a zone. */
export function thanosReceive({ settings, zones, bucket }: ReceiveArgs): readonly Server[] {
  return groups(settings, zones).map(({ replicas, zone }) => ({
    ...RECEIVE,
    ...(zone === undefined ? {} : { variant: zone }),
    ...THANOS,
    replication: {
      kind: "StatefulSet",
      replicas,
      storage: { mountPath: "/var/thanos/receive", size: settings.storage.text },
      ...(zone === undefined ? {} : { availabilityZone: zone }),
      settleSeconds: SETTLE_SECONDS,
    },
    args: [
      "receive",
      ...COMMON_ARGS,
      "--tsdb.path=/var/thanos/receive",
      `--tsdb.retention=${settings.retention.text}`,
      `--tsdb.max-exemplars=${MAX_EXEMPLARS}`,
      `--tsdb.out-of-order.time-window=${OUT_OF_ORDER}`,
      // A clock that runs ahead would keep the right samples out for as long.
      "--tsdb.too-far-in-future.time-window=10m",
      '--label=receive_replica="$(POD_NAME)"',
      `--objstore.config-file=${CONFIG}/objstore.yaml`,
    ],
    environment: { POD_NAME: { podField: "metadata.name" } },
    config: thanosConfig({ "objstore.yaml": objectStoreFile(bucket) }, "restart"),
    resources: {
      cpu: settings.cpu.text,
      cpuLimit: burstLimit(settings.cpu),
      memory: settings.memory.text,
    },
    // It reads its write-ahead log before it is ready, and writes its head out before it goes.
    probes: thanosProbes(900),
    stopSeconds: 900,
    bucket: { kind: "metrics", use: "append" },
    calls: [],
  }));
}

/** `host:port` of every ingestor's gRPC, with its zone. */
export function ingestorAddresses(place: PlaceFacts, settings: Receive, zones?: readonly string[]) {
  return groups(settings, zones).flatMap(({ replicas, zone }) => {
    const variant = zone === undefined ? {} : { variant: zone };
    return podAddresses(place, { ...RECEIVE, ...variant }, "grpc", replicas).map((address) => ({
      address,
      ...(zone === undefined ? {} : { zone }),
    }));
  });
}

/** As many ingestors in each zone; without zones, all in one set. The settings' checks refuse what cannot be divided. */
function groups({ replicas }: Receive, zones?: readonly string[]): readonly { replicas: number; zone?: string }[] {
  if (zones === undefined) return [{ replicas }];
  return zones.map((zone) => ({ replicas: replicas / zones.length, zone }));
}
