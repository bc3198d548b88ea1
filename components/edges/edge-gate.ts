import type { Edges } from "../../config/edges.ts";
import type { Settings } from "../../config/settings.ts";
import { ALERTMANAGER } from "../alerting/alertmanager.ts";
import { LOKI } from "../logs/loki.ts";
import { RECEIVE_ROUTER } from "../metrics/thanos/receive-router.ts";
import type { PlaceFacts } from "../place.ts";
import { TEMPO } from "../traces/tempo.ts";
import { podAddresses, serviceAddress } from "../workload/addresses.ts";
import { callServer } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { renderGateConfig, tokenVariable } from "./gate-config.ts";

/** The gate, as others call it. What it says of itself, and obeys, is on a port of its own, which no ingress leads to. */
const EDGE_GATE = {
  name: "edge-gate",
  zone: "main",
  component: "edges",
  ports: { edges: { number: 8427 }, http: { number: 8426, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** What the gate is made from. */
export interface EdgeGateArgs {
  readonly place: PlaceFacts;
  readonly settings: Edges;
  readonly alertmanagers: number;
  readonly logs: Settings["logs"];
  readonly traces: Settings["traces"];
}

const CONFIG = "/etc/edge-gate";
const TOKENS = { name: "tokens", mountPath: "/etc/edge-gate-tokens" } as const;

/**
 * Requests of one edge at once: a few hundred agents, some Prometheus queues of dozens of senders. More wait, then are told to come
 * again. Its own 100 would be one agent's on each node of a small cluster.
 */
const REQUESTS_OF_EDGE = 1000;

/**
 * The gate: vmauth, which lets edges in by their tokens, to what they may send to and nothing else, and counts who sent how much. It keeps
 * nothing: an edge is told that its samples are there when Thanos has said so.
 */
export function edgeGate({ place, settings, alertmanagers, logs, traces }: EdgeGateArgs): Server {
  const { clusters, replicas, ingress } = settings;
  return {
    ...EDGE_GATE,
    image: "vmauth",
    replication: { kind: "Deployment", replicas },
    args: [
      `-auth.config=${CONFIG}/auth.yaml`,
      `-httpListenAddr=:${EDGE_GATE.ports.edges.number}`,
      `-httpInternalListenAddr=:${EDGE_GATE.ports.http.number}`,
      // Beside IPv4, which it listens on alone.
      "-enableTCP6",
      `-maxConcurrentPerUserRequests=${REQUESTS_OF_EDGE}`,
      `-maxConcurrentRequests=${REQUESTS_OF_EDGE * Math.max(2, clusters.length)}`,
      "-loggerFormat=json",
      // What kind each metric is.
      "-metrics.exposeMetadata",
    ],
    environment: Object.fromEntries(
      clusters.map((edge) => [tokenVariable(edge), { secretDirectory: TOKENS.name, file: edge }]),
    ),
    config: [
      {
        name: "config",
        mountPath: CONFIG,
        folder: "edge-gate",
        files: {
          "auth.yaml": renderGateConfig(clusters, {
            samples: serviceAddress(place, RECEIVE_ROUTER, "remote-write"),
            ...(logs === undefined ? {} : { logs: serviceAddress(place, LOKI, "http") }),
            ...(traces === undefined ? {} : { traces: serviceAddress(place, TEMPO, "otlp-http") }),
            alertmanagers: podAddresses(place, ALERTMANAGER, "http", alertmanagers),
          }),
        },
        onChange: "restart",
      },
    ],
    secrets: [
      {
        ...TOKENS,
        files: Object.fromEntries(clusters.map((edge) => [edge, { token: edge }])),
        onChange: "restart",
      },
    ],
    resources: { cpu: "250m", cpuLimit: "2", memory: "512Mi" },
    probes: {
      readiness: { port: "http", path: "/health" },
      liveness: { port: "http", path: "/health" },
      startupSeconds: 30,
    },
    calls: [
      callServer(RECEIVE_ROUTER, "remote-write", "write edges' samples"),
      callServer(ALERTMANAGER, "http", "send edges' alerts"),
      ...(logs === undefined ? [] : [callServer(LOKI, "http", "send edges' logs")]),
      ...(traces === undefined ? [] : [callServer(TEMPO, "otlp-http", "send edges' traces")]),
    ],
    ingress: { ...ingress, port: "edges" },
  };
}
