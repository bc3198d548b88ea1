/**
 * Thanos as `prod` renders it: what both Prometheus replicas write is answered once, a lost ingestor costs nothing, and what
 * was uploaded is answered from the bucket.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { exposedByJob } from "../../mixins/cardinality/series-count.ts";
import { readExposition, TEXT_FORMAT } from "../../mixins/exposition.ts";
import { targetCatalogue } from "../../mixins/observability/target-metrics.ts";
import { thanosSeries } from "../../mixins/thanos/cardinality.ts";
import { furtherCatalogues, receiveCatalogue } from "../../mixins/thanos/metrics.ts";
import type { Label } from "../../queries/catalogue.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { catalogueDifferences } from "./support/catalogue-differences.ts";
import { type ObjectStore, startObjectStore } from "./support/object-store.ts";
import { startPrometheus } from "./support/prometheus.ts";
import type { PrometheusApi } from "./support/prometheus-api.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { startThanosStack, type ThanosStack } from "./support/thanos-stack.ts";
import { describeWithTools } from "./with-tools.ts";

const PATIENCE = 120;

/** How far a server may be off its estimate: it has fewer series until it has answered each kind of request. */
const ESTIMATE_OFF = 0.25;

/** Samples that a pod of a scrape job exposes, by the estimate. */
function estimatedSamples(job: string): number {
  const one = {
    routers: 1,
    ingestors: 1,
    gateways: 1,
    compactors: 1,
    queriers: 1,
    frontends: 1,
    rulers: 1,
    ruleGroups: 1,
  };
  const found = thanosSeries(one).find((each) => each.job === job);
  if (found === undefined) throw new Error(`no estimate of ${job}`);
  return exposedByJob(found);
}

const catalogues = [receiveCatalogue, ...furtherCatalogues];

function ofJob({ job }: Readonly<Record<string, Label>>, name: string): boolean {
  return job?.values?.includes(name) ?? false;
}

describeWithTools(["prometheus", "thanos", "versitygw"], "Thanos as rendered", ({ prometheus, thanos, versitygw }) => {
  const bed = new AsyncDisposableStack();
  let stack: ThanosStack;
  let store: ObjectStore;
  let replicas: readonly PrometheusApi[];
  let bucket: string;
  const started = Math.floor(Date.now() / 1000);

  beforeAll(async () => {
    const files = await renderStack("prod");
    bucket = parse(renderedFile(files, "thanos/objstore.yaml")).config.bucket;
    store = await startObjectStore({ versitygw, buckets: [bucket] }, bed);
    stack = await startThanosStack({ thanos, files, store }, bed);
    const exporter = await serveOnLoopback((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end("answer 42\n");
    }, bed);
    const { global, remote_write } = parse(renderedFile(files, "prometheus/prometheus.yml"));
    replicas = await Promise.all(
      ["prometheus-0", "prometheus-1"].map((replica) => {
        const config = stringify({
          global: { scrape_interval: "1s", external_labels: { ...global.external_labels, replica } },
          scrape_configs: [{ job_name: "exporter", static_configs: [{ targets: [new URL(exporter).host] }] }],
          remote_write: [{ ...remote_write[0], url: stack.remoteWrite }],
        });
        return startPrometheus({ prometheus, config }, bed);
      }),
    );
  });
  afterAll(() => bed.disposeAsync());

  /** Samples of the half minute that ended five seconds ago. */
  const samples = async (server: PrometheusApi, at: number) => {
    const [count = 0] = await server.values(`sum(count_over_time(answer[30s] @ ${at - 5}))`);
    return count;
  };

  test("a sample that both replicas scraped and three ingestors keep is answered once", async () => {
    const values = await eventually("the sample", PATIENCE, async () => {
      const found = await stack.frontend.values("answer");
      return found.length > 0 ? found : undefined;
    });
    expect(values).toEqual([42]);
    expect(await stack.query.values("count(answer)")).toEqual([1]);
  });

  test("each kind of server exposes what its catalogue says, and as many samples as the estimate", async () => {
    // Each kind of request has series of its own once it has been asked.
    const now = Math.floor(Date.now() / 1000);
    const asked = ["query=answer", "query=answer{"].map(
      (query) => `query_range?${query}&start=${now - 600}&end=${now}&step=15`,
    );
    for (const each of [...asked, "query?query=answer{", "labels", "series?match[]=answer"]) {
      await (await fetch(`${stack.frontend.url}/api/v1/${each}`)).arrayBuffer();
    }
    const found = await Promise.all(
      Object.entries(stack.metrics).map(async ([job, address]) => {
        const own = catalogues.filter(({ targetLabels }) => targetLabels !== "any target" && ofJob(targetLabels, job));
        const answer = await fetch(`http://${address}/metrics`, { headers: { accept: TEXT_FORMAT } });
        const exposed = readExposition(await answer.text());
        const differences = [...catalogueDifferences(exposed, [...own, targetCatalogue])];
        const samples = exposed.reduce((sum, family) => sum + family.samples.length, 0);
        const estimated = estimatedSamples(job);
        if (Math.abs(samples - estimated) > ESTIMATE_OFF * estimated)
          differences.push(`${samples}, not ${estimated} samples`);
        return differences.map((difference) => `${job}: ${difference}`);
      }),
    );
    expect(found.flat()).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  test("a lost ingestor costs no sample, and leaves no gap", async () => {
    await stack.ingestors[0]?.kill();
    await sleep(40_000);
    const now = Math.floor(Date.now() / 1000);
    const scraped = await Promise.all(replicas.map((replica) => samples(replica, now)));
    expect(Math.min(...scraped)).toBeGreaterThan(20);
    // Where an answer goes over from one replica to the other, a sample may count for both.
    expect(await samples(stack.query, now)).toBeGreaterThanOrEqual(Math.min(...scraped) - 1);
    for (const replica of replicas) {
      const lost = "prometheus_remote_storage_samples_failed_total + prometheus_remote_storage_samples_dropped_total";
      expect(await ownMetric(replica, "prometheus_remote_storage_samples_failed_total"), lost).toBe(0);
      expect(await ownMetric(replica, "prometheus_remote_storage_samples_dropped_total"), lost).toBe(0);
    }
  });

  test("what an ingestor has when it is stopped goes to the bucket, and is answered from there", async () => {
    await Promise.all(stack.ingestors.slice(1).map((ingestor) => ingestor.stop()));
    const blocks = readdirSync(join(store.folder, bucket)).filter((name) => /^[0-9A-Z]{26}$/.test(name));
    expect(blocks.length).toBeGreaterThanOrEqual(1);
    await stack.gateways[0]?.start();
    const seconds = Math.floor(Date.now() / 1000) - started;
    const [samples] = await eventually("samples of the bucket", PATIENCE, async () => {
      const found = await stack.query.values(`max_over_time(answer[${seconds}s])`);
      return found.length > 0 ? found : undefined;
    });
    expect(samples).toBe(42);
  });
});

/** A number that a server tells of itself. */
async function ownMetric({ url }: PrometheusApi, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
