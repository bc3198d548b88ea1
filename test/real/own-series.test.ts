/** What the servers bring of themselves, held against a real Prometheus that scrapes them at work: the estimate is to be within 15 %. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { seriesOfJob } from "../../mixins/cardinality/series-count.ts";
import { collectorSeries } from "../../mixins/collectors/cardinality.ts";
import { lokiSeries } from "../../mixins/loki/cardinality.ts";
import { traceSeries } from "../../mixins/tempo/cardinality.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { agentOnNode, type NodeAgent } from "./support/agent.ts";
import { startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { startObjectStore } from "./support/object-store.ts";
import { sendLogs } from "./support/otlp-logs.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { startPrometheus } from "./support/prometheus.ts";
import type { PrometheusApi } from "./support/prometheus-api.ts";
import { renderStack } from "./support/rendered.ts";
import { startTraceTiers } from "./support/trace-tiers.ts";
import { tracesOfServices } from "./support/working-services.ts";
import { describeWithTools } from "./with-tools.ts";

/** Services that trace: each calls two others, and is called from outside. */
const traced = { services: 10, spanNames: 5 };

const estimated = new Map(
  [
    ...lokiSeries(1),
    ...collectorSeries({ agents: 1, routers: 1, samplers: 1 }),
    ...traceSeries({ tempo: 0, samplers: 1, agents: 0, ...traced }),
  ].map((job) => [job.job, seriesOfJob(job)]),
);

const tools = ["prometheus", "loki", "otelcol", "versitygw"] as const;

describeWithTools(tools, "the series that servers bring of themselves", ({ prometheus, loki, otelcol, versitygw }) => {
  const bed = new AsyncDisposableStack();
  let api: PrometheusApi;

  beforeAll(async () => {
    const files = await renderStack("dev");
    const store = await startObjectStore({ versitygw, buckets: ["logs"] }, bed);
    const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
    const config = readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8");
    const bucket = { common: { storage: { object_store: { s3: { bucket_name: "logs" } } } } };
    const logs = await startLoki({ loki, config, objectStore: store, overlay: bucket }, bed);
    const tiers = await startTraceTiers({ otelcol, files, routers: 1, samplers: 1 }, bed);
    await tiers.startSink();
    const at = async () => ({ endpoint: `${LOOPBACK}:${await freePort()}` });
    const overlay = {
      receivers: { jaeger: { protocols: { grpc: await at(), thrift_http: await at() } }, zipkin: await at() },
      exporters: { "otlp_grpc/routers": { endpoint: tiers.grpcReceivers[0] ?? "" } },
    };
    const agent = await agentOnNode({ otelcol, files, loki: `${logs.url}/otlp`, overlay }, bed);
    const running = await agent.start();
    const scraped = {
      loki: `${logs.url}/metrics`,
      "otel-agent": running.metricsUrl,
      "otel-router": tiers.routers[0]?.metricsUrl ?? "",
      "otel-sampler": tiers.samplers[0]?.running().metricsUrl ?? "",
      "otel-sampler-spans": tiers.samplers[0]?.spanMetricsUrl ?? "",
    };
    const scrape_configs = Object.entries(scraped).map(([job_name, url]) => ({
      job_name,
      static_configs: [{ targets: [new URL(url).host] }],
    }));
    await worked(agent, logs);
    api = await startPrometheus(
      { prometheus, config: stringify({ global: { scrape_interval: "5s" }, scrape_configs }) },
      bed,
    );
    // Two rounds of the spans' metrics, and the graph's, whose edges wait for their other half.
    for (const _ of [1, 2, 3]) {
      await sendSpans(agent);
      await sleep(15_000);
    }
  });
  afterAll(() => bed.disposeAsync());

  test.each([...estimated])("%s are %d, to within 15 %", async (job, series) => {
    const [found = 0] = await api.values(`count({job="${job}"})`);
    expect(found).toBeGreaterThan(series / 1.15);
    expect(found).toBeLessThan(series * 1.15);
  });
});

async function sendSpans({ otlp }: NodeAgent): Promise<void> {
  const headers = { "content-type": "application/json" };
  for (const body of tracesOfServices({ ...traced, calls: 2 })) {
    const { ok, status } = await fetch(`${otlp}/v1/traces`, { method: "POST", headers, body });
    if (!ok) throw new Error(`the agent answers ${status} to spans`);
  }
}

/** Logs are written and asked for, rightly and wrongly, in each of the ways that Grafana asks. */
async function worked(agent: NodeAgent, loki: LokiApi): Promise<void> {
  for (const service of ["a", "b", "c"]) await sendLogs(agent.otlp, [{ body: { stringValue: "hello" } }], service);
  agent.log(["one", '{"message":"two"}']);
  const stream = '{service_name="a"}';
  await eventually("a line", 60, async () => (await loki.lines(stream))[0]);
  for (const query of [
    `sum(rate(${stream}[5m]))`,
    `${stream} |= "x"`,
    "{broken",
    'count_over_time({service_name=~".+"} | json [1m])',
  ])
    await loki.verdictOn(query);
  const query = new URLSearchParams({ query: stream });
  for (const path of [
    "labels",
    "label/service_name/values",
    `series?${new URLSearchParams({ "match[]": stream })}`,
    `index/stats?${query}`,
    `index/volume?${query}`,
    `patterns?${query}`,
    "detected_labels",
    `detected_fields?${query}`,
  ])
    await (await fetch(`${loki.url}/loki/api/v1/${path}`)).text();
  await loki.flush();
}
