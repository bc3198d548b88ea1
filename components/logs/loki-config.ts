import { stringify } from "yaml";
import type { Settings } from "../../config/settings.ts";
import type { S3Bucket } from "../object-store/object-store.ts";

type LogsSettings = NonNullable<Settings["logs"]>;

/** Where Loki keeps its files, in the pod. */
export const DATA = "/var/loki";

/** The environment variable with the pod's address. */
export const POD_IP = "POD_IP";

/** How long a query may take. */
const QUERY_TIMEOUT = "3m";

/** The part of its memory that lines fill while the write-ahead log is read again; what is over goes to the store meanwhile. */
const REPLAY_SHARE = 0.5;

/** What a configuration file is made from. */
export interface LokiConfigArgs {
  readonly settings: LogsSettings;
  /** Absent: on the volume. */
  readonly bucket?: S3Bucket | undefined;
  /** The replicas, where there are several; absent: one alone. */
  readonly cluster?: LokiCluster | undefined;
}

/** Several replicas that share lines. */
export interface LokiCluster {
  /** Where they find each other by gossip, each `host:port`. */
  readonly members: readonly string[];
  /** `host:port` of the one that compacts and deletes, for all. */
  readonly compactor: string;
  /** Whether the replica is that one, or works for it. */
  readonly compaction: "main" | "worker";
}

/** The configuration of a Loki that does everything (https://grafana.com/docs/loki/latest/configure/), as YAML. */
export function lokiConfig({ settings, bucket, cluster }: LokiConfigArgs): string {
  const store = bucket === undefined ? "filesystem" : "s3";
  return stringify(
    {
      // Who reaches it may read everything: the network policies say who does. All lines are of one tenant.
      auth_enabled: false,
      analytics: { reporting_enabled: false },
      server: {
        http_listen_port: 3100,
        grpc_listen_port: 9095,
        // Longer than the longest query.
        http_server_read_timeout: "200s",
        http_server_write_timeout: "200s",
        // What a query frontend and its queriers exchange: 4 MiB are less than many answers.
        grpc_server_max_recv_msg_size: 100 * MEBIBYTE,
        grpc_server_max_send_msg_size: 100 * MEBIBYTE,
      },
      common: {
        path_prefix: DATA,
        instance_addr: `\${${POD_IP}}`,
        replication_factor: cluster === undefined ? 1 : 3,
        ring: { kvstore: { store: cluster === undefined ? "inmemory" : "memberlist" } },
        ...(cluster === undefined ? {} : { compactor_grpc_address: cluster.compactor }),
        storage: {
          object_store: bucket === undefined ? { filesystem: { dir: `${DATA}/store` } } : { s3: s3(bucket) },
        },
      },
      ...(cluster === undefined ? {} : { memberlist: { join_members: [...cluster.members] } }),
      // The older clients are deprecated.
      storage_config: { use_thanos_objstore: true },
      schema_config: {
        configs: [
          // Never changed: a newer schema is a further entry with a date to come, and lines before it stay as they are.
          {
            from: "2026-01-01",
            store: "tsdb",
            object_store: store,
            schema: "v13",
            index: { prefix: "index_", period: "24h" },
          },
        ],
      },
      ingester: {
        wal: {
          // A pod that stops leaves nothing behind that only its volume has.
          flush_on_shutdown: true,
          replay_memory_ceiling: `${Math.floor((settings.memory.bytes * REPLAY_SHARE) / 1e6)}MB`,
        },
      },
      compactor: {
        retention_enabled: true,
        delete_request_store: store,
        // With several replicas: exactly one deletes.
        ...(cluster === undefined ? {} : { horizontal_scaling_mode: cluster.compaction }),
      },
      limits_config: limits(settings),
    },
    { lineWidth: 0 },
  );
}

const MEBIBYTE = 1024 * 1024;

/** Credentials come from the environment. */
function s3({ bucket, addressing, ...where }: S3Bucket) {
  return { bucket_name: bucket, ...where, bucket_lookup_type: addressing };
}

/** Resource attributes that become labels of streams. Each of their combinations is a stream, so none may change with a pod. */
const INDEXED = ["cluster", "k8s.namespace.name", "service.name", "log.kind"] as const;

/** What Loki bears, beyond its defaults, which are a trial's. */
function limits({ retention, auditRetention }: LogsSettings) {
  return {
    retention_period: retention.text,
    retention_stream: [{ selector: '{log_kind="audit"}', priority: 1, period: auditRetention.text }],
    // A search over all that is kept; the default refuses more than 30 days.
    max_query_length: auditRetention.text,
    query_timeout: QUERY_TIMEOUT,
    // 100 GB a day are 1.2 MB a second on average; bursts and what agents catch up with are many times that.
    ingestion_rate_mb: 20,
    ingestion_burst_size_mb: 40,
    per_stream_rate_limit: "10MB",
    per_stream_rate_limit_burst: "20MB",
    // A stream for each service of each namespace and kind.
    max_global_streams_per_user: 20_000,
    // A longer line is cut, not lost.
    max_line_size: "256KB",
    max_line_size_truncate: true,
    // An agent that was cut off sends what it kept: days old, and older than what others sent of the same stream meanwhile.
    // Queries find lines of more than three hours ago in the store alone: late ones within half an hour, when they are there.
    reject_old_samples_max_age: retention.text,
    shard_streams: { enabled: true, time_sharding_enabled: true },
    otlp_config: {
      resource_attributes: {
        // The defaults make labels of 18 attributes, pods' names among them, and a stream may have 15.
        ignore_defaults: true,
        attributes_config: [{ action: "index_label", attributes: [...INDEXED] }],
      },
    },
  };
}
