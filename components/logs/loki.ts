import type { Settings } from "../../config/settings.ts";
import type { ObjectStore } from "../object-store/object-store.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import { burstLimit } from "../workload/burst-limit.ts";
import { callServer } from "../workload/connection.ts";
import { DATA_SOURCES } from "../workload/data-source.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { openTo } from "../workload/open-to.ts";
import type { Server } from "../workload/server.ts";
import { DATA, type LokiCluster, lokiConfig, POD_IP } from "./loki-config.ts";

/** Loki, as others call it. */
export const LOKI = {
  name: "loki",
  zone: "main",
  component: "logs",
  ports: { http: { number: 3100, metricsPath: "/metrics" }, grpc: { number: 9095 }, gossip: { number: 7946 } },
} as const satisfies ServerIdentity;

const CONFIG = "/etc/loki";

/**
 * The paths that answer questions (https://grafana.com/docs/loki/latest/reference/loki-http-api/): what Grafana's data source, its Drilldown and
 * `logcli` ask. Those that write, delete, or speak of the process itself are not among them.
 */
export const QUERY_PATHS = [
  ...[
    "query",
    "query_range",
    "labels",
    "label",
    "series",
    "tail",
    "index",
    "patterns",
    "detected_labels",
    "detected_fields",
    "detected_field",
    "format_query",
    "drilldown-limits",
  ].map((path) => `/loki/api/v1/${path}`),
  "/loki/api/v1/status/buildinfo",
];

/** How long a replica is ready before the next is replaced, in seconds: the others must see it in the ring before. */
const SETTLE_SECONDS = 60;

/** What Loki is made from. */
export interface LokiArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["logs"]>;
  /** The stack's object storage; the settings' checks refuse `store: objectStore` without one. */
  readonly store?: ObjectStore | undefined;
}

/** Loki: one process that does everything, or several of them that keep each line three times. */
export function loki({ place, settings, store }: LokiArgs): Server {
  const { replicas } = settings;
  const bucket = settings.store === "objectStore" ? store?.bucket("logs") : undefined;
  return {
    ...LOKI,
    image: "loki",
    // The user of the image (its Dockerfile).
    userId: 10001,
    replication: {
      kind: "StatefulSet",
      replicas,
      storage: { mountPath: DATA, size: settings.storage.text },
      ...(replicas === 1 ? {} : { settleSeconds: SETTLE_SECONDS }),
    },
    // The first file that is there: a replica's own, else that of all.
    args: [`-config.file=${CONFIG}/$(POD_NAME).yaml,${CONFIG}/loki.yaml`, "-config.expand-env=true"],
    environment: { POD_NAME: { podField: "metadata.name" }, [POD_IP]: { podField: "status.podIP" } },
    config: [
      {
        name: "config",
        mountPath: CONFIG,
        folder: "loki",
        files:
          replicas === 1
            ? { "loki.yaml": lokiConfig({ settings, bucket }) }
            : {
                "loki.yaml": lokiConfig({ settings, bucket, cluster: clusterOf(place, replicas, "worker") }),
                [`${LOKI.name}-0.yaml`]: lokiConfig({ settings, bucket, cluster: clusterOf(place, replicas, "main") }),
              },
        onChange: "restart",
      },
    ],
    resources: {
      cpu: settings.cpu.text,
      cpuLimit: burstLimit(settings.cpu),
      memory: settings.memory.text,
    },
    // It reads its write-ahead log before it is ready, and writes out what it holds before it goes.
    probes: {
      readiness: { port: "http", path: "/ready" },
      liveness: { port: "http", path: "/loki/api/v1/status/buildinfo" },
      startupSeconds: 900,
    },
    stopSeconds: 300,
    ...(bucket === undefined ? {} : { bucket: { kind: "logs", use: "manage" } }),
    dataSource: { name: "Loki", uid: DATA_SOURCES.logs, type: "loki", port: "http", jsonData: { maxLines: 1000 } },
    open: openTo("http", settings.queriedFrom),
    ingress: settings.ingress && { ...settings.ingress, port: "http", paths: QUERY_PATHS },
    calls:
      replicas === 1
        ? []
        : [callServer(LOKI, "gossip", "know each other"), callServer(LOKI, "grpc", "share lines and queries")],
  };
}

function clusterOf(place: PlaceFacts, replicas: number, compaction: LokiCluster["compaction"]): LokiCluster {
  const [compactor = ""] = podAddresses(place, LOKI, "grpc", 1);
  return { members: podAddresses(place, LOKI, "gossip", replicas), compactor, compaction };
}
