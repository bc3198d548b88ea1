import type { Settings } from "../../config/settings.ts";
import { COLLECTOR_PORTS, collector, otlpInto } from "../collector/collector.ts";
import { keptOnDisk, QUEUES, storage } from "../collector/persistent-queue.ts";
import { withCentreLogin } from "../edges/to-centre.ts";
import type { PlaceFacts } from "../place.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { cpuFor, samplerMemory, samplerQueue, samplersAtWork, samplerVolume } from "./collector-sizes.ts";
import { ALL_SPANS, tailSampling } from "./sampling.ts";
import { SPAN_METRICS_PORT, spanMetrics } from "./span-metrics.ts";
import { tempoCalls, toTempo } from "./to-tempo.ts";

/** The samplers, as others call them. */
export const SAMPLER = {
  name: "otel-sampler",
  zone: "main",
  component: "traces",
  ports: { ...COLLECTOR_PORTS, spans: SPAN_METRICS_PORT },
} as const satisfies ServerIdentity;

/** What the samplers are made from. */
export interface SamplerArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["traces"]>;
}

/** The samplers: each gets all spans of its traces, counts them, and sends the traces that are kept to Tempo. */
export function sampler({ place, settings }: SamplerArgs): Server {
  const { samplers, spansPerSecond, sampling } = settings;
  const { environment, ...made } = collector({
    file: "sampler",
    pieces: [
      otlpInto(ALL_SPANS),
      spanMetrics(settings),
      tailSampling(settings),
      storage("process"),
      // What Tempo does not take waits on the volume.
      toTempo(place, keptOnDisk(samplerQueue(settings), "wait")),
    ],
    cpu: cpuFor("sampler", spansPerSecond / samplersAtWork(settings)),
    cpuLimit: "2",
    memory: samplerMemory(settings),
  });
  const server: Server = {
    ...SAMPLER,
    ...made,
    environment,
    replication: {
      kind: "StatefulSet",
      replicas: samplers.replicas,
      storage: { mountPath: QUEUES, size: samplerVolume(settings).text },
      // Each time one goes or comes, some traces move to another. The next one waits until all that were under way then are judged:
      // no trace is split twice.
      settleSeconds: sampling.decisionWait.seconds,
    },
    // What waits is judged and put on the volume.
    stopSeconds: 60,
    calls: tempoCalls(place, "main"),
  };
  const { centre, cluster } = place;
  return centre === undefined ? server : withCentreLogin(server, { cluster, centre });
}
