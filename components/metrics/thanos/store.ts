import { stringify } from "yaml";
import type { Settings } from "../../../config/settings.ts";
import type { S3Bucket } from "../../object-store/object-store.ts";
import type { PlaceFacts } from "../../place.ts";
import { podAddresses } from "../../workload/addresses.ts";
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

/** Thanos Store, as others call it. */
export const STORE = {
  name: "thanos-store",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP, grpc: GRPC },
} as const satisfies ServerIdentity;

type Store = NonNullable<Settings["thanos"]>["store"];

/** Shares of a gateway's memory for its two caches; the rest is for the queries themselves. */
const INDEX_CACHE_SHARE = 0.25;
const CHUNK_POOL_SHARE = 0.4;

/** The store gateways, a set of them for each part of the bucket. */
export function thanosStore(settings: Store, bucket: S3Bucket): readonly Server[] {
  const { memory, replicas, storage } = settings;
  return parts(settings).map((part) => ({
    ...STORE,
    // Numbered though it be alone: a second part then adds to it, and replaces nothing.
    variant: String(part),
    ...THANOS,
    replication: {
      kind: "StatefulSet",
      replicas,
      storage: { mountPath: "/var/thanos/store", size: storage.text },
    },
    args: [
      "store",
      ...COMMON_ARGS,
      "--data-dir=/var/thanos/store",
      `--objstore.config-file=${CONFIG}/objstore.yaml`,
      `--index-cache-size=${Math.floor(memory.bytes * INDEX_CACHE_SHARE)}B`,
      `--chunk-pool-size=${Math.floor(memory.bytes * CHUNK_POOL_SHARE)}B`,
      // Headers of blocks that nobody asks for stay on disk.
      "--store.enable-index-header-lazy-reader",
      ...(settings.shards === 1 ? [] : [`--selector.relabel-config-file=${CONFIG}/part.yaml`]),
    ],
    config: thanosConfig(
      {
        "objstore.yaml": objectStoreFile(bucket),
        ...(settings.shards === 1 ? {} : { "part.yaml": partOfBlocks(part, settings.shards) }),
      },
      "restart",
      settings.shards === 1 ? "thanos" : `thanos/store-${part}`,
    ),
    resources: { cpu: "500m", cpuLimit: "4", memory: memory.text },
    // It reads the headers of all blocks' indexes before it is ready: minutes where its volume is new.
    probes: thanosProbes(1200),
    stopSeconds: 120,
    bucket: { kind: "metrics", use: "read" },
    calls: [],
  }));
}

/** `host:port` of every gateway's gRPC. */
export function storeAddresses(place: PlaceFacts, settings: Store): readonly string[] {
  return parts(settings).flatMap((part) =>
    podAddresses(place, { ...STORE, variant: String(part) }, "grpc", settings.replicas),
  );
}

/** The parts by number. */
function parts({ shards }: Store): readonly number[] {
  return Array.from({ length: shards }, (_, part) => part);
}

/** Keeps the blocks of one part (https://thanos.io/tip/thanos/sharding.md). */
function partOfBlocks(part: number, of: number): string {
  return stringify([
    { action: "hashmod", source_labels: ["__block_id"], target_label: "part", modulus: of },
    { action: "keep", source_labels: ["part"], regex: String(part) },
  ]);
}
