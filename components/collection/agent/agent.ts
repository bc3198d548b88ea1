import type { Settings } from "../../../config/settings.ts";
import { COLLECTOR_PORTS, collector, otlpInto } from "../../collector/collector.ts";
import { QUEUES, storage } from "../../collector/persistent-queue.ts";
import { withCentreLogin } from "../../edges/to-centre.ts";
import type { PlaceFacts } from "../../place.ts";
import { agentMemory } from "../../traces/collector-sizes.ts";
import { ALL_SPANS } from "../../traces/sampling.ts";
import type { Outside } from "../../workload/connection.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import type { Server } from "../../workload/server.ts";
import { CONTAINER_LOGS, containerLogs, NODE_NAME } from "./container-logs.ts";
import { readLines } from "./read-lines.ts";
import { logFields } from "./scrub/log-fields.ts";
import { logText } from "./scrub/log-text.ts";
import { PEPPER_VARIABLE } from "./scrub/redaction.ts";
import { scrubSpans } from "./scrub/spans.ts";
import { SENT_METRICS, SENT_METRICS_PORTS, type SendingApplication, sentMetrics } from "./sent-metrics.ts";
import { OWN_SPAN_PORTS, SPAN_PORTS, spanCalls, spansIn, spansOut } from "./spans.ts";
import { lokiCalls, toLoki } from "./to-loki.ts";

/** The agent, as applications and the scraper call it. */
export const AGENT = {
  name: "otel-agent",
  zone: "host",
  component: "collector",
  instance: "node",
  ports: COLLECTOR_PORTS,
} as const satisfies ServerIdentity;

/** Where on the node the agent keeps how far it has read, and what it has yet to send. */
const NODE_STATE = "/var/lib/aiobs/otelcol";

/** What the agent is made from. */
export interface AgentArgs {
  readonly place: PlaceFacts;
  readonly settings: Settings["agent"];
  /** Absent: it collects no logs. */
  readonly logs: Settings["logs"];
  /** Absent: it takes no spans. */
  readonly traces: Settings["traces"];
  /** The applications that send it their metrics. Absent: none. */
  readonly senders?: readonly SendingApplication[];
}

/**
 * The OpenTelemetry Collector on every node: takes the logs of its containers and what applications send it, scrubs all of
 * personal data, and passes it on; metrics it serves. None where nothing is collected.
 */
export function agent({ place, settings, logs, traces, senders = [] }: AgentArgs): readonly Server[] {
  if (logs === undefined && traces === undefined) return [];
  const from: readonly Outside[] = settings.sendersFrom?.map((namespace) => ({
    kind: "namespace",
    name: namespace,
    namespace,
  })) ?? [{ kind: "pods", name: "every pod" }];
  const taken = traces === undefined ? {} : SPAN_PORTS;
  const own = traces?.processing === "agent" ? OWN_SPAN_PORTS : {};
  const served = senders.length === 0 ? {} : SENT_METRICS_PORTS;
  const intake = ["otlp-grpc", "otlp-http", ...Object.keys(taken)];
  const { environment, ...made } = collector({
    file: "agent",
    pieces: [
      storage("node"),
      otlpInto(
        ...(logs === undefined ? [] : ["logs"]),
        ...(traces === undefined ? [] : [ALL_SPANS]),
        ...(senders.length === 0 ? [] : [SENT_METRICS]),
      ),
      ...(logs === undefined
        ? []
        : [containerLogs(place, AGENT.name), logText, readLines, ...logFields, toLoki(place, settings.queue)]),
      ...(traces === undefined ? [] : [spansIn, ...scrubSpans, ...spansOut(place, traces, settings.queue)]),
      ...(senders.length === 0 ? [] : sentMetrics(senders)),
    ],
    // A core of a busy machine scrubs and ships 0.7 MB of lines or 8,000 spans a second (`npm run bench:pipelines`): 100 GB a day and
    // 10,000 spans/s are three cores, divided by the nodes, eight in a small cluster. One of them may have half of it all.
    cpu: "400m",
    cpuLimit: "2",
    memory: agentMemory(settings.memory, traces),
  });
  const server: Server = {
    ...AGENT,
    ports: { ...AGENT.ports, ...taken, ...own, ...served },
    ...made,
    replication: { kind: "DaemonSet", service: "own-node" },
    environment: {
      ...environment,
      [NODE_NAME]: { podField: "spec.nodeName" },
      [PEPPER_VARIABLE]: { secretDirectory: "secrets", file: "pepper" },
    },
    secrets: [
      {
        name: "secrets",
        mountPath: "/etc/otelcol-secrets",
        files: { pepper: settings.pepper ?? "generated" },
        onChange: "restart",
      },
    ],
    hostAccess: {
      why: `${logs === undefined ? "" : "reads the containers' log files, which are root's alone; "}keeps on the node ${logs === undefined ? "what it has yet to send, for that outlives" : "how far it has read and what it has yet to send, for those outlive"} the pod`,
      user: "root",
      paths: [
        ...(logs === undefined ? [] : [{ name: "pod-logs", path: CONTAINER_LOGS, mountPath: CONTAINER_LOGS }]),
        { name: "state", path: NODE_STATE, mountPath: QUEUES, access: "write", type: "DirectoryOrCreate" },
      ],
    },
    // What it has taken goes to its destinations or to its disk.
    stopSeconds: 60,
    open: intake.map((port) => ({ port, to: from })),
    calls: [
      ...(logs === undefined ? [] : lokiCalls(place, AGENT.zone)),
      ...(traces === undefined ? [] : spanCalls(place, traces)),
    ],
  };
  // Where the samplers send what is kept, the agent itself has nothing to say to the central stack but logs.
  const { centre, cluster } = place;
  const sendsThere = centre !== undefined && (logs !== undefined || traces?.processing === "agent");
  return [sendsThere ? withCentreLogin(server, { cluster, centre }) : server];
}
