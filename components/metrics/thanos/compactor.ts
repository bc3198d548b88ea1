import type { Settings } from "../../../config/settings.ts";
import type { S3Bucket } from "../../object-store/object-store.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import type { Server } from "../../workload/server.ts";
import { COMMON_ARGS, CONFIG, HTTP, objectStoreFile, THANOS, thanosConfig, thanosProbes } from "./thanos-server.ts";

const COMPACTOR = {
  name: "thanos-compactor",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP },
} as const satisfies ServerIdentity;

/**
 * The compactor. One for the bucket, never two: they would destroy each other's blocks. It merges the copies that the
 * ingestors keep of one sample; those of a Prometheus pair differ by when they were scraped, and queries tell them apart.
 */
export function thanosCompactor(
  { retention, compactor }: Pick<NonNullable<Settings["thanos"]>, "retention" | "compactor">,
  bucket: S3Bucket,
): Server {
  return {
    ...COMPACTOR,
    ...THANOS,
    replication: {
      kind: "StatefulSet",
      replicas: 1,
      storage: { mountPath: "/var/thanos/compact", size: compactor.storage.text },
    },
    args: [
      "compact",
      ...COMMON_ARGS,
      "--wait",
      "--data-dir=/var/thanos/compact",
      `--objstore.config-file=${CONFIG}/objstore.yaml`,
      `--retention.resolution-raw=${retention.raw.text}`,
      `--retention.resolution-5m=${retention.fiveMinutes.text}`,
      `--retention.resolution-1h=${retention.oneHour.text}`,
      // Copies of the same sample become one. Once on it stays on: blocks that were merged so overlap no more.
      "--deduplication.replica-label=receive_replica",
      // Store gateways forget a deleted block after half of this.
      "--delete-delay=48h",
    ],
    config: thanosConfig({ "objstore.yaml": objectStoreFile(bucket) }, "restart"),
    resources: { cpu: "500m", cpuLimit: "2", memory: compactor.memory.text },
    probes: thanosProbes(600),
    stopSeconds: 120,
    bucket: { kind: "metrics", use: "manage" },
    calls: [],
  };
}
