/** The canary as it is rendered, before a real agent, Loki and Prometheus: each way leads to its request, scrubbed. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import * as z from "zod";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { agentOnNode, type NodeAgent } from "./support/agent.ts";
import { startCollector } from "./support/collector.ts";
import { startLoki } from "./support/loki.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** Every way, by the name under which the canary tells of it. */
const WAYS = ["metric", "log", "metric-to-trace", "trace-to-logs", "log-to-trace", "trace-to-metrics", "service-map"];

describeWithTools(["otelcol", "loki", "prometheus"], "the canary", ({ otelcol, loki, prometheus }) => {
  const bed = new AsyncDisposableStack();
  let agent: NodeAgent;
  let canaryUrl: string;

  beforeAll(async () => {
    const files = await renderStack("local");
    const folder = temporaryFolder(bed);
    const [spans, canary, jaegerGrpc, jaegerHttp, zipkin] = await Promise.all(Array.from({ length: 5 }, freePort));
    const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
    const logs = await startLoki({ loki, config: readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8") }, bed);
    const tempo = await startTraceStore(otelcol, join(folder, "kept.json"), bed);
    agent = await agentOnNode(
      {
        otelcol,
        files,
        loki: `${logs.url}/otlp`,
        overlay: {
          receivers: {
            jaeger: {
              protocols: {
                grpc: { endpoint: `${LOOPBACK}:${jaegerGrpc}` },
                thrift_http: { endpoint: `${LOOPBACK}:${jaegerHttp}` },
              },
            },
            zipkin: { endpoint: `${LOOPBACK}:${zipkin}` },
          },
          exporters: {
            prometheus: { endpoint: `${LOOPBACK}:${spans}` },
            "otlp_grpc/tempo": { endpoint: tempo.otlp },
          },
        },
      },
      bed,
    );
    await agent.start();
    const job = (job_name: string, port?: number) => ({
      job_name,
      static_configs: [{ targets: [`${LOOPBACK}:${port}`] }],
    });
    const metrics = await startPrometheus(
      {
        prometheus,
        config: stringify({
          global: { scrape_interval: "1s" },
          scrape_configs: [job("canary", canary), job("otel-agent-spans", spans)],
        }),
        args: ["--enable-feature=exemplar-storage"],
      },
      bed,
    );
    const settings = {
      urls: { metrics: metrics.url, logs: logs.url, traces: tempo.url, otlp: agent.otlp },
      everySeconds: 5,
      patienceSeconds: 90,
      betweenSeconds: 1,
      port: canary,
    };
    writeFileSync(join(folder, "canary.json"), JSON.stringify(settings));
    const program = join(import.meta.dirname, "../../canary/main.ts");
    const pod = spawn(process.execPath, [program, join(folder, "canary.json")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    bed.defer(() => void pod.kill("SIGKILL"));
    // What containerd does with a container's output.
    createInterface(pod.stdout).on("line", (line) => agent.log([line], "canary"));
    canaryUrl = `http://${LOOPBACK}:${canary}/metrics`;
  });
  afterAll(() => bed.disposeAsync());

  const exposed = async () => (await fetch(canaryUrl)).text();

  test.each(WAYS)("is found by the way %s", async (way) => {
    await eventually(`the request by ${way}`, 100, async () =>
      (await exposed()).includes(`canary_arrow_found{arrow="${way}"} 1`) ? true : undefined,
    );
  });

  test("comes back without the person's data by every one", async () => {
    const counts = [...(await exposed()).matchAll(/^canary_leaks_total\{.*\} (\d+)$/gm)].map(([, count]) => count);
    expect(counts).toHaveLength(WAYS.length * 5);
    expect(new Set(counts)).toEqual(new Set(["0"]));
  });
});

/** A batch of spans, as far as the one trace is found in it. */
const spansOf = z.object({
  resourceSpans: z.array(
    z.looseObject({
      scopeSpans: z.array(z.looseObject({ spans: z.array(z.looseObject({ traceId: z.string() })) })),
    }),
  ),
});

/** What stands in for Tempo, which cannot be built here: it keeps the spans that it gets, and answers for a trace as Tempo does. */
async function startTraceStore(otelcol: string, path: string, bed: AsyncDisposableStack) {
  const otlp = `${LOOPBACK}:${await freePort()}`;
  const config = stringify({
    extensions: { health_check: {} },
    receivers: { otlp: { protocols: { grpc: {} } } },
    exporters: { file: { path, append: true, flush_interval: "200ms" } },
    service: {
      extensions: ["health_check"],
      pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } },
    },
  });
  const overlay = { receivers: { otlp: { protocols: { grpc: { endpoint: otlp } } } } };
  await startCollector({ otelcol, config, overlay }, bed);
  const url = await serveOnLoopback((request, response) => {
    const id = /^\/api\/v2\/traces\/([0-9a-f]{32})$/.exec(request.url ?? "")?.[1];
    const batches = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
    const resourceSpans = batches.flatMap((line) => spansOf.parse(JSON.parse(line)).resourceSpans);
    const own = resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.map(({ spans }) => ({ scopeSpans: [{ spans: spans.filter(({ traceId }) => traceId === id) }] })),
    );
    const found = own.filter(({ scopeSpans: [scope] }) => scope !== undefined && scope.spans.length > 0);
    if (found.length === 0) response.statusCode = 404;
    response.end(JSON.stringify({ trace: { resourceSpans: found } }));
  }, bed);
  return { otlp, url };
}
