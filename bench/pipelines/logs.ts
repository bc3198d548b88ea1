/** The pipeline of logs: what lines cost the agent, with and without scrubbing, and Loki, with the files that are rendered. */
import { readFileSync } from "node:fs";
import { type AgentSpec, agentOnNode } from "../../test/real/support/agent.ts";
import { startLoki } from "../../test/real/support/loki.ts";
import type { Overlay } from "../../test/real/support/overlaid.ts";
import { putPodOnDisk } from "../../test/real/support/pod-on-disk.ts";
import { renderStack } from "../../test/real/support/rendered.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import type { PipelineCase } from "./case.ts";
import { cores, requests } from "./given.ts";
import { ownMetrics } from "./own-metrics.ts";

/** The specification's size: 100 GB of logs a day. */
const MEGABYTES_PER_SECOND = 100_000 / 86_400;

const LINES = 60_000;

/** One line in so many has something personal. */
const PERSONAL = 20;

/** The agent's pipeline with nothing in it that scrubs. */
const UNSCRUBBED: Overlay = {
  service: {
    pipelines: {
      logs: { processors: ["memory_limiter", "transform/origin", "transform/read", "groupbyattrs/kind"] },
    },
  },
};

export const logsCases: readonly PipelineCase[] = [
  {
    name: "logs",
    title: "Log lines from a container's file by the agent to one Loki",
    tools: ["otelcol", "loki"],
    run: async (tool, bed) => {
      const [prod, local] = [await renderStack("prod"), await renderStack("local")];
      // One that keeps each line once. In `prod` three keep each, and each gets a third.
      const disk = await putPodOnDisk(local, "loki", { root: temporaryFolder(bed) });
      const config = readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8");
      const loki = await startLoki({ loki: tool("loki"), config }, bed);
      const store = new URL(loki.url).host;
      const spec = { otelcol: tool("otelcol"), files: prod, loki: `${loki.url}/otlp` };
      const before = (await ownMetrics(store))("process_cpu_seconds_total");
      const scrubbed = await shipped(spec, bed);
      const taken = (await ownMetrics(store))("process_cpu_seconds_total") - before;
      const plain = await shipped({ ...spec, overlay: UNSCRUBBED }, bed);
      const megabytes = bytesOf(made()) / 1e6;
      const ofAgent = (seconds: number) => ({
        value: megabytes / seconds,
        unit: "MB/s" as const,
        needed: `${cores((MEGABYTES_PER_SECOND * seconds) / megabytes)} for 100 GB a day, all nodes together`,
        given: `${requests(prod, "otel-agent", "cpu")} on each node`,
      });
      return [
        { what: "an agent's core scrubs and ships", ...ofAgent(scrubbed) },
        {
          what: "an agent's core ships without scrubbing",
          how: `${(scrubbed / plain).toFixed(1)} times as much; nothing here ships so`,
          ...ofAgent(plain),
        },
        {
          what: "a Loki's core takes, in one copy",
          value: megabytes / taken,
          unit: "MB/s",
          how: "without writing chunks to a bucket, compaction and queries",
          // Three replicas, three copies: each takes all, and hands on a third to the two others.
          needed: `${cores((MEGABYTES_PER_SECOND * taken) / megabytes)} for 100 GB a day, each of three replicas`,
          given: requests(prod, "loki", "cpu"),
        },
      ];
    },
  },
];

/** CPU seconds that an agent of its own takes to ship the lines. */
async function shipped(spec: AgentSpec, bed: AsyncDisposableStack): Promise<number> {
  const agent = await agentOnNode(spec, bed);
  const collector = await agent.start();
  const own = () => ownMetrics(new URL(collector.metricsUrl).host);
  const before = (await own())("otelcol_process_cpu_seconds");
  agent.log(made());
  await eventually("every line", 300, async () =>
    (await own())("otelcol_exporter_sent_log_records") >= LINES ? "sent" : undefined,
  );
  const seconds = (await own())("otelcol_process_cpu_seconds") - before;
  await collector.stop();
  return seconds;
}

/** Lines as a service writes them: JSON of some 300 bytes. */
function made(): readonly string[] {
  return Array.from({ length: LINES }, (_, n) => {
    const personal = n % PERSONAL === 0 ? { user_id: `u-${n}`, client: "10.1.2.3", email: "anna@example.com" } : {};
    return JSON.stringify({
      level: n % 50 === 0 ? "WARN" : "INFO",
      message: `layer ${n % 80} of request ${n} was executed on node-${n % 13}, and its result was passed on`,
      trace_id: n.toString(16).padStart(32, "0"),
      request_id: `req_${n}`,
      component: "executor",
      fields: { model: "llama-70b", layer: n % 80, duration_ms: n % 977, tokens: n % 4096, ...personal },
    });
  });
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
