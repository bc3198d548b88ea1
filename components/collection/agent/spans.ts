/** What the agent does with spans: takes them in every form, throws away noise, and sends the rest on or chooses by itself. */
import type { Settings } from "../../../config/settings.ts";
import type { Bytes } from "../../../config/types/bytes.ts";
import type { CollectorPiece } from "../../collector/collector-config.ts";
import { keptOnDisk } from "../../collector/persistent-queue.ts";
import type { PlaceFacts } from "../../place.ts";
import { NOISE, noise } from "../../traces/noise.ts";
import { ROUTER } from "../../traces/router.ts";
import { ALL_SPANS, tailSampling } from "../../traces/sampling.ts";
import { SPAN_METRICS_PORT, spanMetrics } from "../../traces/span-metrics.ts";
import { tempoCalls, toTempo } from "../../traces/to-tempo.ts";
import { serviceAddress } from "../../workload/addresses.ts";
import { type Connection, callServer } from "../../workload/connection.ts";
import type { ServerPort } from "../../workload/identity.ts";

type Traces = NonNullable<Settings["traces"]>;

/** The ports of senders that do not speak OTLP: Jaeger's (https://www.jaegertracing.io/docs/1.76/architecture/apis/) and Zipkin's. */
export const SPAN_PORTS = {
  "jaeger-grpc": { number: 14250 },
  "jaeger-http": { number: 14268 },
  zipkin: { number: 9411 },
} as const satisfies Readonly<Record<string, ServerPort>>;

/** The ports of an agent that counts spans by itself. */
export const OWN_SPAN_PORTS = { spans: SPAN_METRICS_PORT } as const;

/** Spans in Jaeger's and Zipkin's forms beside OTLP, without what nobody asks for. It goes before what scrubs them. */
export const spansIn: CollectorPiece = {
  ...noise,
  receivers: {
    jaeger: {
      protocols: {
        grpc: { endpoint: `:${SPAN_PORTS["jaeger-grpc"].number}` },
        thrift_http: { endpoint: `:${SPAN_PORTS["jaeger-http"].number}` },
      },
    },
    zipkin: { endpoint: `:${SPAN_PORTS.zipkin.number}` },
  },
  pipelines: { [ALL_SPANS]: { receivers: ["jaeger", "zipkin"], processors: [NOISE] } },
};

/** Where the scrubbed spans go: to the routers, or, where the agent samples by itself, the kept ones to Tempo. */
export function spansOut(place: PlaceFacts, settings: Traces, queue: Bytes): readonly CollectorPiece[] {
  if (settings.processing === "tiers") return [toRouters(place, queue)];
  return [spanMetrics(settings), tailSampling(settings), toTempo(place, keptOnDisk(queue, "refuse"))];
}

/** Whom the agent calls with spans. */
export function spanCalls(place: PlaceFacts, { processing }: Traces): readonly Connection[] {
  return processing === "tiers" ? [callServer(ROUTER, "otlp-grpc", "send spans")] : tempoCalls(place, "host");
}

function toRouters(place: PlaceFacts, queue: Bytes): CollectorPiece {
  const id = "otlp_grpc/routers";
  const { sending_queue, ...kept } = keptOnDisk(queue, "refuse");
  return {
    exporters: {
      [id]: {
        endpoint: serviceAddress(place, ROUTER, "otlp-grpc"),
        tls: { insecure: true },
        // Longer than a router tries to reach a sampler.
        timeout: "15s",
        ...kept,
        sending_queue: {
          ...sending_queue,
          batch: { flush_timeout: "1s", sizer: "bytes", min_size: 250_000, max_size: 2_000_000 },
        },
      },
    },
    pipelines: { [ALL_SPANS]: { exporters: [id] } },
  };
}
