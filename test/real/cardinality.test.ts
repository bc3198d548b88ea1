/**
 * The estimate of Butterfly's series, held against a Prometheus that scrapes clusters of several sizes with the rendered
 * relabelling. The clusters expose what the specification gives each node, and know nothing of the estimate.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { butterflySeries } from "../../mixins/butterfly/cardinality.ts";
import { keptRatios, reductionSteps } from "../../mixins/butterfly/reduction.ts";
import { butterflyScrapeJobs } from "../../mixins/butterfly/scrape.ts";
import { allLinks, type ButterflySizes } from "../../mixins/butterfly/sizes.ts";
import { type Estimate, estimateSeries } from "../../mixins/cardinality/estimate.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { ButterflyAtSize } from "./support/butterfly-at-size.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
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

interface Question {
  readonly what: string;
  readonly query: string;
  /** Of which sample it is a total: that is divided by the share that is kept. */
  readonly sample?: string;
  /** What a Prometheus that kept everything would answer. Each sample has the value 1. */
  readonly truth: (sizes: ButterflySizes) => number;
  /** Totals over a sample, once scaled, come near; what counts layers, nodes or models is exact. */
  readonly within: number;
}

const each = (metric: string, ...labels: readonly string[]) => `count(count by (${labels.join(", ")}) (${metric}))`;

/** What the specification asks of the metrics that are sampled. */
const QUESTIONS: readonly Question[] = [
  {
    what: "every layer has its quantiles",
    query: each('butterfly_layer_compute_duration_seconds_bucket{le="+Inf"}', "layer_id"),
    truth: ({ layers }) => layers,
    within: 0,
  },
  {
    what: "every model has its layers",
    query: each("butterfly_layer_compute_duration_seconds_count", "model"),
    truth: ({ models }) => models,
    within: 0,
  },
  {
    what: "every layer has the size of its tensors",
    query: each("butterfly_tensor_size_bytes_count", "layer_id", "direction"),
    truth: ({ layers }) => layers * 2,
    within: 0,
  },
  {
    what: "every node has its latency to every coordinator",
    query: each('butterfly_connection_latency_seconds_count{to_node=~"coordinator.*"}', "from_node", "to_node"),
    truth: ({ coordinators, computeNodes }) => coordinators * (coordinators + computeNodes - 1),
    within: 0,
  },
  {
    what: "every node is reported on, should it be cut off",
    query: each("butterfly_connection_active", "to_node"),
    truth: ({ coordinators, computeNodes }) => coordinators + computeNodes,
    within: 0,
  },
  {
    what: "every node has its processors",
    query: each("butterfly_cpu_usage_ratio", "node_id"),
    truth: ({ coordinators, computeNodes }) => coordinators + computeNodes,
    within: 0,
  },
  {
    what: "every node's divergence from a coordinator is seen",
    query: 'count(butterfly_state_divergence_detected_total{node_id_pair=~"coordinator.*"})',
    truth: ({ coordinators, computeNodes }) => coordinators * computeNodes + (coordinators * (coordinators - 1)) / 2,
    within: 0,
  },
  {
    what: "the bytes that all nodes send add up",
    query: "sum(butterfly_network_bytes_sent)",
    sample: "traffic",
    truth: (sizes) => allLinks(sizes) * 2,
    within: 0.1,
  },
  {
    what: "so do messages of each type",
    query: 'sum(butterfly_network_messages_sent_total{message_type="tensor"})',
    sample: "traffic",
    truth: allLinks,
    within: 0.1,
  },
  {
    what: "and the memory of layers",
    query: 'sum(butterfly_layer_memory_bytes{operation="forward"})',
    sample: "layer-memory",
    truth: ({ layers, computeNodes }) => layers * computeNodes,
    within: 0.1,
  },
];

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
    const api = new PrometheusApi(url);
    const answered = await Promise.all(QUESTIONS.map(async ({ query }) => (await api.values(query))[0] ?? 0));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^${name} (.+)$`, "m").exec(metrics)?.[1]);
    const series = value("prometheus_tsdb_head_series");
    return { series, memory: value("process_resident_memory_bytes"), answered };
  }

  for (const sizes of clusters) {
    test(`is within 15 % at ${sizes.computeNodes} nodes, ${sizes.layers} layers and ${sizes.models} models`, async () => {
      const cluster = new ButterflyAtSize(sizes);
      const { series, memory, answered } = await scraped(cluster, cluster.computeNodes);
      const estimate = estimated(sizes);
      report(sizes, { exposed: cluster.exposed, series, estimate: estimate.series, memory });
      expect(Math.abs(series - estimate.series) / series).toBeLessThan(0.15);
      for (const [index, { what, sample = "", truth, within }] of QUESTIONS.entries()) {
        const answer = (answered[index] ?? 0) / (keptRatios(sizes)[sample] ?? 1);
        expect(Math.abs(answer / truth(sizes) - 1), what).toBeLessThanOrEqual(within);
      }
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
