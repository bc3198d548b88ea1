import type { Settings } from "../../config/settings.ts";
import type { S3Bucket } from "../object-store/object-store.ts";
import type { PlaceFacts } from "../place.ts";
import { headlessName } from "../workload/addresses.ts";
import { burstLimit } from "../workload/burst-limit.ts";
import { callServer } from "../workload/connection.ts";
import { DATA_SOURCES } from "../workload/data-source.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { openTo } from "../workload/open-to.ts";
import type { Server } from "../workload/server.ts";
import { renderTempoConfig, VOLUME } from "./tempo-config.ts";

/** Tempo, as others call it. */
export const TEMPO = {
  name: "tempo",
  zone: "main",
  component: "traces",
  ports: {
    http: { number: 3200, metricsPath: "/metrics" },
    grpc: { number: 9095 },
    "otlp-grpc": { number: 4317 },
    "otlp-http": { number: 4318 },
    gossip: { number: 7946 },
  },
} as const satisfies ServerIdentity;

/** The paths that answer questions (https://grafana.com/docs/tempo/latest/api_docs/): not what flushes or stops the process. */
const QUERY_PATHS = ["/api"];

/** What Tempo is made from. */
export interface TempoArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["traces"]>;
  /** Absent: blocks stay on the volume. */
  readonly bucket?: S3Bucket;
}

/** The user that Tempo's image runs as (its Dockerfile). */
const TEMPO_USER = 10001;

/**
 * How long a replica is ready before the next is replaced, in seconds: it must be in the ring of the others, or two of a trace's
 * three copies are away at once.
 */
const SETTLE_SECONDS = 60;

/** Tempo: keeps traces and answers TraceQL. Every replica is all of its parts. */
export function tempo({ place, settings, bucket }: TempoArgs): Server {
  const { replicas, storage, cpu, memory } = settings;
  const several = replicas > 1;
  const peers = `${headlessName(TEMPO)}.${place.namespaces[TEMPO.zone]}.svc`;
  return {
    ...TEMPO,
    image: "tempo",
    userId: TEMPO_USER,
    replication: {
      kind: "StatefulSet",
      replicas,
      storage: { mountPath: VOLUME, size: storage.text },
      ...(several ? { settleSeconds: SETTLE_SECONDS } : {}),
    },
    args: [
      "-config.file=/etc/tempo/tempo.yaml",
      "-config.expand-env=true",
      `-target=${several ? "scalable-single-binary" : "all"}`,
    ],
    environment: {
      POD_IP: { podField: "status.podIP" },
      // Its heap is given back before the limit is reached.
      GOMEMLIMIT: String(Math.floor(memory.bytes * HEAP_SHARE)),
    },
    config: [
      {
        name: "config",
        mountPath: "/etc/tempo",
        folder: "tempo",
        files: {
          "tempo.yaml": renderTempoConfig({ settings, peers, ...(bucket === undefined ? {} : { bucket }) }),
        },
        onChange: "restart",
      },
    ],
    resources: { cpu: cpu.text, cpuLimit: burstLimit(cpu), memory: memory.text },
    // It reads its write-ahead log before it is ready, and sends what it has to the bucket before it goes.
    probes: {
      readiness: { port: "http", path: "/ready" },
      liveness: { port: "http", path: "/status/version" },
      startupSeconds: 600,
    },
    stopSeconds: 600,
    ...(bucket === undefined ? {} : { bucket: { kind: "traces", use: "manage" } as const }),
    calls: several
      ? [callServer(TEMPO, "gossip", "gossip"), callServer(TEMPO, "grpc", "write copies and divide queries")]
      : [],
    open: openTo("http", settings.queriedFrom),
    ingress: settings.ingress && { ...settings.ingress, port: "http", paths: QUERY_PATHS },
    dataSource: { name: "Tempo", uid: DATA_SOURCES.traces, type: "tempo", port: "http", jsonData: {} },
  };
}

/** Share of the memory that the heap may have; the rest is for files that are mapped and for stacks. */
const HEAP_SHARE = 0.8;
