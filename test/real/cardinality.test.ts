/**
 * The estimate of Butterfly's series, held against a Prometheus that scrapes clusters of several sizes with the rendered
 * relabelling. The clusters expose what the specification gives each node, and know nothing of the estimate.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { butterflySeries } from "../../mixins/butterfly/cardinality.ts";
import { reductionSteps } from "../../mixins/butterfly/reduction.ts";
import { butterflyScrapeJobs } from "../../mixins/butterfly/scrape.ts";
import type { ButterflySizes } from "../../mixins/butterfly/sizes.ts";
import { type Estimate, estimateSeries } from "../../mixins/cardinality/estimate.ts";
import { ButterflyAtSize } from "./support/butterfly-at-size.ts";
import { eventually } from "./support/eventually.ts";
import { serveOnLoopback } from "./support/loopback-server.ts";
import { freePort, LOOPBACK } from "./support/ports.ts";
import { answers, startServer } from "./support/processes.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

const common = { coordinators: 3, observers: 0, peers: Number.POSITIVE_INFINITY, gpusPerNode: 8, coresPerNode: 32 };

/** About 57,000 and 300,000 series, kept whole, and 225,000 out of 1.2 million. */
const clusters: readonly ButterflySizes[] = [
  { ...common, computeNodes: 15, layers: 30, models: 3 },
  { ...common, computeNodes: 40, layers: 60, models: 6 },
  { ...common, computeNodes: 120, layers: 60, models: 6 },
];

/** The worst case of the specification, of which a few nodes are scraped: all of them would not fit on this machine. */
const worst: ButterflySizes = {
  coordinators: 3,
  computeNodes: 997,
  observers: 0,
  peers: Number.POSITIVE_INFINITY,
  layers: 200,
  models: 20,
  gpusPerNode: 8,
  coresPerNode: 192,
};

function estimated(sizes: ButterflySizes): Estimate {
  const jobs = butterflySeries(sizes, ["butterfly-coordinators", "butterfly-compute-nodes"]);
  return estimateSeries({ jobs, recorded: {}, scrapeSeconds: 15, evaluationSeconds: 30 });
}

describeWithTools(["prometheus"], "the estimate of Butterfly's series", ({ prometheus }) => {
  /** Scrapes the nodes once. What Prometheus then has, and the memory that it takes. */
  async function scraped(cluster: ButterflyAtSize, computeNodes: readonly string[]) {
    await using bed = new AsyncDisposableStack();
    const proxy_url = await serveOnLoopback(cluster.listener, bed);
    const { coordinators, sizes } = cluster;
    const discovery = {
      coordinators: { targets: coordinators.map((node) => `${node}:9090`) },
      compute: { dns: ["_butterfly-compute._tcp.butterfly.example.com"] },
    };
    const jobs = butterflyScrapeJobs("butterfly-prod", discovery, sizes).map(({ dns_sd_configs, ...job }) => ({
      ...job,
      ...(dns_sd_configs === undefined ? {} : { static_configs: computeNodes.map(discovered) }),
      proxy_url,
    }));
    const folder = temporaryFolder(bed);
    const config = join(folder, "prometheus.yml");
    const global = { scrape_interval: "40s", scrape_timeout: "40s" };
    await writeFile(config, stringify({ global, scrape_configs: jobs }, { aliasDuplicateObjects: false }));
    const url = `http://${LOOPBACK}:${await freePort()}`;
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${url.slice("http://".length)}`,
    ];
    await startServer({ name: "prometheus", command: prometheus, args, ready: () => answers(`${url}/-/ready`) }, bed);
    const nodes = coordinators.length + computeNodes.length;
    await eventually("a scrape of every node", 280, async () => {
      const [up] = await new PrometheusApi(url).values("sum(up)");
      return up === nodes ? up : undefined;
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(metrics)?.[1]);
    return { series: value("prometheus_tsdb_head_series"), memory: value("process_resident_memory_bytes") };
  }

  for (const sizes of clusters) {
    test(`is within 15 % at ${sizes.computeNodes} nodes, ${sizes.layers} layers and ${sizes.models} models`, async () => {
      const cluster = new ButterflyAtSize(sizes);
      const { series, memory } = await scraped(cluster, cluster.computeNodes);
      const estimate = estimated(sizes);
      report(sizes, { exposed: cluster.exposed, series, estimate: estimate.series, memory });
      expect(Math.abs(series - estimate.series) / series).toBeLessThan(0.15);
    });
  }

  test("is within 15 % for nodes of the specification's worst case, as far as one machine can scrape them", async () => {
    expect(reductionSteps(worst)).not.toEqual([]);
    const cluster = new ButterflyAtSize(worst);
    const some = cluster.computeNodes.filter((_, index) => index % 50 === 0);
    const { series, memory } = await scraped(cluster, some);
    const whole = estimated(worst);
    const [coordinators, compute] = whole.jobs.map((job) =>
      estimateSeries({ jobs: [job], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 30 }),
    );
    const estimate = (coordinators?.series ?? 0) + ((compute?.series ?? 0) * some.length) / worst.computeNodes;
    report(worst, { exposed: cluster.exposed, series, estimate, memory });
    expect(Math.abs(series - estimate) / series).toBeLessThan(0.15);
    expect(whole.series).toBeLessThan(800_000);
  });
});

function discovered(node: string) {
  return { targets: [`${node}:9090`], labels: { __meta_dns_srv_record_target: `${node}.butterfly.example.com.` } };
}

function report(sizes: ButterflySizes, found: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify({ computeNodes: sizes.computeNodes, ...found })}\n`);
}
