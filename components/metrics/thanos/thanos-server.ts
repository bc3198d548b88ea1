/** What all of Thanos' servers have in common. */
import { stringify } from "yaml";
import type { S3Bucket } from "../../object-store/object-store.ts";
import type { ServerPort } from "../../workload/identity.ts";
import type { ConfigDirectory, Probes, Server } from "../../workload/server.ts";

/** Thanos' usual ports (https://thanos.io/tip/thanos/getting-started.md). */
export const HTTP = { number: 10902, metricsPath: "/metrics" } as const satisfies ServerPort;
export const GRPC = { number: 10901 } as const satisfies ServerPort;

/** The image, and the user that it runs as (its Dockerfile). */
export const THANOS = { image: "thanos", userId: 1001 } as const satisfies Pick<Server, "image" | "userId">;

/** Where configuration files are, in the pod. */
export const CONFIG = "/etc/thanos";

/** The label that tells the replicas of a Prometheus pair apart, and those of Thanos' own writers. */
export const REPLICA_LABELS = ["replica", "receive_replica", "rule_replica"] as const;

/** Arguments of every server: it knows how much memory it has, and says what it does in lines that Loki reads. */
export const COMMON_ARGS = ["--enable-auto-gomemlimit", "--log.format=logfmt"] as const;

/** The health checks that every server has. */
export function thanosProbes(startupSeconds: number): Probes {
  return {
    readiness: { port: "http", path: "/-/ready" },
    liveness: { port: "http", path: "/-/healthy" },
    startupSeconds,
  };
}

/** The directory with a server's configuration files, `thanos/` in the preview's output unless said otherwise. */
export function thanosConfig(
  files: ConfigDirectory["files"],
  onChange: ConfigDirectory["onChange"],
  folder = "thanos",
): readonly ConfigDirectory[] {
  return [{ name: "config", mountPath: CONFIG, folder, files, onChange }];
}

/** The file that says where the blocks are (https://thanos.io/tip/thanos/storage.md/#s3). Credentials come from the environment. */
export function objectStoreFile({ addressing, ...config }: S3Bucket): string {
  return stringify({ type: "S3", config: { ...config, bucket_lookup_type: addressing } }, { lineWidth: 0 });
}
