/** Tempo's configuration (https://grafana.com/docs/tempo/v2.10.x/configuration/). Its defaults are for small clusters; what is here is here for a reason. */
import { stringify } from "yaml";
import type { Settings } from "../../config/settings.ts";
import type { S3Bucket } from "../object-store/object-store.ts";
import { mostBytesPerSecond, mostLiveTraces } from "./tempo-limits.ts";

type Traces = NonNullable<Settings["traces"]>;

/** What the file is made from. */
export interface TempoConfigArgs {
  readonly settings: Traces;
  /** Absent: blocks stay on the volume. */
  readonly bucket?: S3Bucket;
  /** `host` of the headless Service, where there are several replicas. */
  readonly peers: string;
}

/** Where the volume is mounted. */
export const VOLUME = "/var/tempo";

/** Copies of each trace among several replicas: one may be lost, and two still agree. */
const COPIES = 3;

/**
 * How late a span may come and still be in the metrics of TraceQL, and be found by its own time. Spans wait for their trace to be
 * judged, and in the collectors' queues while Tempo is away (https://github.com/grafana/tempo/issues/6587).
 */
const LATENESS = "30m";

/** The largest trace, in bytes: an agent that works for an hour, with all its calls. Tempo's own is half of it. */
const TRACE_BYTES = 10_000_000;

/** The largest message between replicas, in bytes: a whole trace fits, encoded. Tempo's own is 16 MiB. */
const MESSAGE_BYTES = 32 * 2 ** 20;

/** The file. `${POD_IP}` is the pod's address: Tempo reads it from its environment. */
export function renderTempoConfig(args: TempoConfigArgs): string {
  return stringify(tempoConfig(args), { lineWidth: 0 });
}

function tempoConfig({ settings, bucket, peers }: TempoConfigArgs): object {
  const single = settings.replicas === 1;
  const kvstore = { store: single ? "inmemory" : "memberlist" };
  const copies = single ? 1 : COPIES;
  return {
    server: {
      http_listen_port: 3200,
      grpc_listen_port: 9095,
      grpc_server_max_recv_msg_size: MESSAGE_BYTES,
      grpc_server_max_send_msg_size: MESSAGE_BYTES,
      log_format: "logfmt",
    },
    distributor: {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" }, http: { endpoint: "0.0.0.0:4318" } } },
      },
      ring: { kvstore, instance_addr: POD_IP },
      // Tempo cuts an attribute after 2 KiB, which a stack trace is longer than.
      max_attribute_bytes: 8192,
    },
    ingester: {
      lifecycler: { ring: { kvstore, replication_factor: copies }, address: POD_IP },
      // What is not in the bucket yet goes there before a pod goes, and not only when its volume is back.
      flush_all_on_shutdown: true,
    },
    metrics_generator: {
      ring: { kvstore, instance_addr: POD_IP },
      processor: {
        local_blocks: {
          // Without these two the metrics of TraceQL see server spans of the last minutes alone.
          filter_server_spans: false,
          flush_to_storage: true,
        },
      },
      storage: { path: `${VOLUME}/generator/wal` },
      traces_storage: { path: `${VOLUME}/generator/traces`, ingestion_time_range_slack: LATENESS },
      metrics_ingestion_time_range_slack: LATENESS,
    },
    compactor: {
      ring: { kvstore, instance_addr: POD_IP },
      compaction: { block_retention: seconds(settings.retention) },
    },
    querier: single ? {} : { frontend_worker: { frontend_address: `${peers}:9095` } },
    query_frontend: {
      search: {
        // Tempo refuses a search over more than a week.
        max_duration: seconds(settings.retention),
      },
      metrics: {
        // And metrics over more than three hours. A day is what a dashboard of one shows; more would read the bucket for minutes.
        max_duration: "24h",
      },
    },
    ...(single
      ? {}
      : {
          memberlist: {
            // Members of another label are refused: an address that is given to another stack's pod joins no two clusters.
            cluster_label: peers,
            advertise_addr: POD_IP,
            join_members: [`${peers}:7946`],
            // The first pods know nobody; they go on trying.
            abort_if_cluster_join_fails: false,
            rejoin_interval: "1m",
          },
        }),
    overrides: {
      defaults: {
        ingestion: {
          // Each replica by itself, so that a lost one costs no room. By Tempo 15 MB/s, which a day of errors goes over.
          rate_strategy: "local",
          rate_limit_bytes: mostBytesPerSecond(settings),
          burst_size_bytes: 2 * mostBytesPerSecond(settings),
          // Of a replica at one time. By Tempo 10,000: less than two seconds' worth of short traces.
          max_traces_per_user: mostLiveTraces(settings),
        },
        global: { max_bytes_per_trace: TRACE_BYTES },
        metrics_generator: { processors: ["local-blocks"] },
      },
    },
    storage: {
      trace: {
        wal: { path: `${VOLUME}/wal`, ingestion_time_range_slack: LATENESS },
        ...(bucket === undefined
          ? { backend: "local", local: { path: `${VOLUME}/blocks` } }
          : { backend: "s3", s3: inBucket(bucket) }),
      },
    },
    usage_report: { reporting_enabled: false },
  };
}

/** A variable of the environment, as Tempo writes one into its file. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Tempo expands it, not this program.
const POD_IP = "${POD_IP}";

/** Credentials come from the environment. */
function inBucket({ addressing, ...where }: S3Bucket): object {
  return { ...where, forcepathstyle: addressing === "path" };
}

/** Go knows no days. */
function seconds(duration: { readonly seconds: number }): string {
  return `${duration.seconds}s`;
}
