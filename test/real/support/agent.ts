import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { type Collector, startCollector } from "./collector.ts";
import { type Overlay, overlaid } from "./overlaid.ts";
import { putPodOnDisk } from "./pod-on-disk.ts";
import type { Rendered } from "./rendered.ts";

/** The key of the tests' hashes. */
export const PEPPER = "pepper-of-the-tests-0123456789-0123456789";

/** What to start an agent from. */
export interface AgentSpec {
  /** Absolute path of the collector's binary. */
  readonly otelcol: string;
  /** The files of a stack with logs. */
  readonly files: Rendered;
  /** Where Loki's OTLP is, or what stands in for it: a URL without `/v1/logs`. */
  readonly loki: string;
  /** What else differs from what is rendered. Absent: nothing. */
  readonly overlay?: Overlay;
}

/** The agent of a node that is a folder of this machine. */
export interface NodeAgent {
  /** Starts it; again after it was stopped or killed, on the same disk. */
  readonly start: () => Promise<Collector>;
  /** Adds lines to a container's log file, as containerd writes them. */
  readonly log: (lines: readonly string[], workload?: string) => void;
  /** Rotates that file, as the kubelet does. */
  readonly logFile: (workload?: string) => string;
  /** Where it takes OTLP over HTTP. */
  readonly otlp: string;
}

/**
 * Prepares the agent as a stack renders it: addresses and paths alone differ, and the directory of the node in place of its own.
 */
export async function agentOnNode(spec: AgentSpec, bed: AsyncDisposableStack): Promise<NodeAgent> {
  const root = temporaryFolder(bed);
  const disk = await putPodOnDisk(spec.files, "otel-agent", { root });
  const [grpc, http] = [`${LOOPBACK}:${await freePort()}`, `${LOOPBACK}:${await freePort()}`];
  const config = readFileSync(disk.path("/etc/otelcol/agent.yaml"), "utf8");
  const addresses: Overlay = {
    receivers: { otlp: { protocols: { grpc: { endpoint: grpc }, http: { endpoint: http } } } },
    exporters: { "otlp_http/loki": { endpoint: spec.loki } },
  };
  const logFile = (workload = "compute") => {
    const pod = `butterfly_${workload}-7d9c6bdf54-x2x4z_11111111-2222-3333-4444-555555555555`;
    return join(disk.path("/var/log/pods"), pod, workload, "0.log");
  };
  return {
    otlp: `http://${http}`,
    logFile,
    log: (lines, workload) => {
      const file = logFile(workload);
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, lines.map((line) => `${new Date().toISOString()} stdout F ${line}\n`).join(""));
    },
    start: () =>
      startCollector(
        {
          otelcol: spec.otelcol,
          config: overlaid(config, addresses),
          overlay: spec.overlay ?? {},
          env: { PEPPER, NODE_NAME: "node-1" },
        },
        bed,
      ),
  };
}
