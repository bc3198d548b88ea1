/** What all OpenTelemetry Collectors here have in common, whatever they do. */
import type { Bytes } from "../../config/types/bytes.ts";
import { portNumber, type ServerPort } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { type CollectorPiece, collectorConfig } from "./collector-config.ts";

/** The ports of every collector: its own metrics, its health, and OTLP in both its forms (https://opentelemetry.io/docs/specs/otlp/). */
export const COLLECTOR_PORTS = {
  http: { number: 8888, metricsPath: "/metrics" },
  health: { number: 13133 },
  "otlp-grpc": { number: 4317 },
  "otlp-http": { number: 4318 },
} as const satisfies Readonly<Record<string, ServerPort>>;

/** Where the configuration file is, in the pod. */
const CONFIG = "/etc/otelcol";

/** The part of its memory that the process may fill before it refuses what comes in; the rest is for what is on its way. */
const MEMORY_SHARE = 0.8;

/** What a collector is made from. */
export interface CollectorArgs {
  /** Name of its file in the preview's output, `otelcol/<file>.yaml`. */
  readonly file: string;
  readonly pieces: readonly CollectorPiece[];
  /** Requested CPU and its limit, as Kubernetes quantities. */
  readonly cpu: string;
  readonly cpuLimit: string;
  readonly memory: Bytes;
}

/** What a collector says of itself beside its identity, replicas and calls. */
type CollectorServer = Pick<Server, "image" | "userId" | "args" | "environment" | "config" | "resources" | "probes"> & {
  readonly environment: NonNullable<Server["environment"]>;
};

/** A collector that does what the pieces say. */
export function collector({ file, pieces, cpu, cpuLimit, memory }: CollectorArgs): CollectorServer {
  const config = collectorConfig([base, ...pieces], TELEMETRY);
  return {
    image: "opentelemetryCollector",
    // The user of the image (its Dockerfile).
    userId: 10001,
    args: [`--config=${CONFIG}/${file}.yaml`],
    environment: { GOMEMLIMIT: String(Math.floor(memory.bytes * MEMORY_SHARE)) },
    config: [
      {
        name: "config",
        mountPath: CONFIG,
        folder: "otelcol",
        files: { [`${file}.yaml`]: config },
        onChange: "restart",
      },
    ],
    resources: { cpu, cpuLimit, memory: memory.text },
    probes: {
      readiness: { port: "health", path: "/" },
      liveness: { port: "health", path: "/" },
      startupSeconds: 60,
    },
  };
}

/** The address of a port on every interface, IPv4's and IPv6's. */
function listening(port: keyof typeof COLLECTOR_PORTS): string {
  return `:${portNumber({ name: "collector", zone: "main", component: "collector", ports: COLLECTOR_PORTS }, port)}`;
}

/** The receiver of OTLP, which a piece puts into the pipelines that take it. */
const OTLP = "otlp";

/** Refuses what comes in while memory is short: senders wait and try again. First in each pipeline that takes something in. */
export const MEMORY_LIMITER = "memory_limiter";

/** What every collector has. */
const base: CollectorPiece = {
  extensions: { health_check: { endpoint: listening("health") } },
  processors: {
    [MEMORY_LIMITER]: { check_interval: "1s", limit_percentage: MEMORY_SHARE * 100, spike_limit_percentage: 20 },
  },
};

/** OTLP from whoever may send it, into the pipelines named. */
export function otlpInto(...pipelines: readonly string[]): CollectorPiece {
  const one = { receivers: [OTLP], processors: [MEMORY_LIMITER] };
  return {
    receivers: {
      [OTLP]: { protocols: { grpc: { endpoint: listening("otlp-grpc") }, http: { endpoint: listening("otlp-http") } } },
    },
    pipelines: Object.fromEntries(pipelines.map((id) => [id, one])),
  };
}

/** What it tells of itself: metrics under the target's labels alone, and log lines that a parser reads. */
const TELEMETRY = {
  // Made anew at each start, it would make new series of all.
  resource: { "service.instance.id": null },
  logs: { encoding: "json" },
  metrics: {
    level: "normal",
    readers: [
      {
        pull: {
          exporter: {
            prometheus: { host: "", port: COLLECTOR_PORTS.http.number, without_scope_info: true },
          },
        },
      },
    ],
  },
};
