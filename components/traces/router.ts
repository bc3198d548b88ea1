import type { Settings } from "../../config/settings.ts";
import { roundedUp } from "../../config/types/bytes.ts";
import { COLLECTOR_PORTS, collector, otlpInto } from "../collector/collector.ts";
import type { CollectorPiece } from "../collector/collector-config.ts";
import type { PlaceFacts } from "../place.ts";
import { callServer } from "../workload/connection.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { cpuFor } from "./collector-sizes.ts";
import { SAMPLER } from "./sampler.ts";
import { ALL_SPANS } from "./sampling.ts";

/** The routers, as others call them. */
export const ROUTER = {
  name: "otel-router",
  zone: "main",
  component: "traces",
  ports: COLLECTOR_PORTS,
} as const satisfies ServerIdentity;

/** What the routers are made from. */
export interface RouterArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["traces"]>;
}

/** The routers: they keep nothing, and send each span to the sampler of its trace. */
export function router({ place, settings }: RouterArgs): Server {
  const { routers, spansPerSecond } = settings;
  const { environment, ...server } = collector({
    file: "router",
    pieces: [otlpInto(ALL_SPANS), byTrace(place)],
    cpu: cpuFor("router", spansPerSecond / Math.max(1, routers.replicas - 1)),
    cpuLimit: "2",
    memory: MEMORY,
  });
  return {
    ...ROUTER,
    ...server,
    environment,
    replication: { kind: "Deployment", replicas: routers.replicas },
    apiAccess: {
      why: "learns which samplers are ready",
      within: "namespace",
      rules: [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] }],
    },
    calls: [
      callServer(SAMPLER, "otlp-grpc", "send spans to the sampler of their trace"),
      { ...place.apiServer, why: "learn which samplers are ready" },
    ],
  };
}

const MIB = 2 ** 20;

/** It holds what is on its way and nothing else. */
const MEMORY = roundedUp(512 * MIB, MIB);

/**
 * Spreads traces over the samplers that are ready, by their ids
 * (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/exporter/loadbalancingexporter).
 *
 * A router has no queue: it answers the agent when a sampler has taken the spans, so a router that is lost loses nothing. What a sampler
 * refuses goes back to the agent's queue on its node's disk. Of what is sent again after a fault in part, some is counted twice.
 */
function byTrace(place: PlaceFacts): CollectorPiece {
  return {
    exporters: {
      load_balancing: {
        // By the ready endpoints of the Service: a pod whose node is lost is one for minutes in DNS.
        resolver: {
          k8s: {
            service: `${SAMPLER.name}.${place.namespaces[SAMPLER.zone]}`,
            ports: [portNumber(SAMPLER, "otlp-grpc")],
          },
        },
        protocol: {
          otlp: {
            tls: { insecure: true },
            timeout: "5s",
            sending_queue: { enabled: false },
            // Bears a connection that breaks; longer, and the trace is better off at another sampler.
            retry_on_failure: { initial_interval: "200ms", max_interval: "1s", max_elapsed_time: "5s" },
          },
        },
      },
    },
    pipelines: { [ALL_SPANS]: { exporters: ["load_balancing"] } },
  };
}
