/** The pipeline of metrics: what remote write costs Thanos Receive, with the arguments that `prod` renders. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { putPodOnDisk, replicasOf } from "../../test/real/support/pod-on-disk.ts";
import { startPrometheus } from "../../test/real/support/prometheus.ts";
import { type Rendered, renderedManifests, renderStack } from "../../test/real/support/rendered.ts";
import { startThanos, thanosAddresses } from "../../test/real/support/thanos.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import type { Measure, PipelineCase } from "./case.ts";
import { cores, count, requests, workloadText } from "./given.ts";
import { ownMetrics } from "./own-metrics.ts";

/** The specification's size: a million active series, each scraped every 15 s. */
const SERIES = 1_000_000;
const SAMPLES_PER_SECOND = SERIES / 15;

/** The sample that is measured: as many series as two cores scrape, write and take every second. */
const TARGETS = 4;
const SERIES_OF_TARGET = 10_000;
const SECONDS = 20;

const INGESTOR = "thanos-receive-eu-central-1a";
const ROUTER = "thanos-receive-router";

const GIB = 2 ** 30;

export const metricsCases: readonly PipelineCase[] = [
  {
    name: "remote-write",
    title: "Samples by remote write to Thanos Receive, through a router to one ingestor",
    tools: ["prometheus", "thanos"],
    run: async (tool, bed) => {
      const files = await renderStack("prod");
      const { router, ingestor } = await startReceive(tool("thanos"), files, bed);
      const before = await ownMetrics(ingestor.http);
      await startWriter(tool("prometheus"), router.remoteWrite, bed);
      await eventually("all series", 120, async () => {
        const held = (await ownMetrics(ingestor.http))("prometheus_tsdb_head_series");
        return held >= TARGETS * SERIES_OF_TARGET ? held : undefined;
      });
      const start = await both(ingestor.http, router.http);
      await sleep(SECONDS * 1000);
      const end = await both(ingestor.http, router.http);
      const grown = (name: string, of: 0 | 1) => end[of](name) - start[of](name);
      const samples = grown("prometheus_tsdb_head_samples_appended_total", 0);
      const held = end[0]("prometheus_tsdb_head_series");
      const resident = end[0]("process_resident_memory_bytes") - before("process_resident_memory_bytes");
      return measures(files, {
        ofIngestor: samples / grown("process_cpu_seconds_total", 0),
        ofRouter: samples / grown("process_cpu_seconds_total", 1),
        bytesOfSeries: resident / held,
        held,
      });
    },
  },
];

async function both(ingestor: string, router: string) {
  return [await ownMetrics(ingestor), await ownMetrics(router)] as const;
}

/** What was found, for one copy of each sample. */
interface Found {
  /** Samples a second that a core takes. */
  readonly ofIngestor: number;
  readonly ofRouter: number;
  readonly bytesOfSeries: number;
  readonly held: number;
}

/** Each ingestor's and router's part of what the pair of Prometheus servers writes, in as many copies as the hashring keeps. */
function measures(files: Rendered, { ofIngestor, ofRouter, bytesOfSeries, held }: Found): readonly Measure[] {
  const pair = replicasOf(files, "prometheus");
  const copies = Number(/--receive\.replication-factor=(\d+)/.exec(workloadText(files, ROUTER))?.[1]);
  const ingestors = names(files, /^thanos-receive-(?!router)/).reduce((sum, name) => sum + replicasOf(files, name), 0);
  const taken = (SAMPLES_PER_SECOND * pair * copies) / ingestors;
  const routed = (SAMPLES_PER_SECOND * pair) / replicasOf(files, ROUTER);
  const series = (SERIES * pair * copies) / ingestors;
  const each = `each of ${ingestors} ingestors`;
  return [
    {
      what: "an ingestor's core takes",
      value: ofIngestor,
      unit: "samples/s",
      needed: `${cores(taken / ofIngestor)} for ${count(taken)} samples/s, ${each}`,
      given: requests(files, INGESTOR, "cpu"),
    },
    {
      what: "a router's core passes on, in one copy",
      value: ofRouter,
      unit: "samples/s",
      how: `${copies} copies take up to ${copies} times as much`,
      needed: `${cores(routed / ofRouter)} to ${cores((copies * routed) / ofRouter)} for ${count(routed)} samples/s, each router`,
      given: requests(files, ROUTER, "cpu"),
    },
    {
      what: "an ingestor's memory for a million series",
      value: (bytesOfSeries * 1e6) / GIB,
      unit: "GiB",
      how: `extrapolated from ${count(held)} series, minutes old: without blocks being cut and queries`,
      needed: `${((bytesOfSeries * series) / GIB).toFixed(1)} GiB for ${count(series)} series, ${each}`,
      given: requests(files, INGESTOR, "memory"),
    },
  ];
}

/** An ingestor and a router with their rendered arguments; without a bucket, and with one ingestor in the hashring. */
async function startReceive(thanos: string, files: Rendered, bed: AsyncDisposableStack) {
  const ingestor = await thanosAddresses();
  const own = async (part: string) => {
    const root = join(temporaryFolder(bed), part);
    const edit = (path: string, content: string) =>
      path.endsWith("/hashring.json")
        ? JSON.stringify([{ endpoints: [{ address: ingestor.grpc, az: "a" }] }])
        : content;
    const { args } = await putPodOnDisk(files, part, { root, edit });
    return args
      .slice(1)
      .filter((each) => !each.startsWith("--objstore."))
      .map((each) => each.replace("$(POD_NAME)", part).replace(/(?<=--receive\.replication-factor=)\d+/, "1"));
  };
  await startThanos({ thanos, role: "receive", args: await own(INGESTOR), addresses: ingestor }, bed);
  const router = await startThanos({ thanos, role: "receive", args: await own(ROUTER) }, bed);
  return { ingestor, router };
}

/** A Prometheus that scrapes its targets every second, and writes it all to the router. */
async function startWriter(prometheus: string, remoteWrite: string, bed: AsyncDisposableStack): Promise<void> {
  const targets = await Promise.all(
    Array.from({ length: TARGETS }, async (_, target) => {
      const bodies = [exposition(target, 1), exposition(target, 2)];
      let scrapes = 0;
      const url = await serveOnLoopback((_request, response) => {
        scrapes += 1;
        response.setHeader("content-type", "text/plain; version=0.0.4").end(bodies[scrapes % bodies.length]);
      }, bed);
      return new URL(url).host;
    }),
  );
  const config = stringify({
    global: { scrape_interval: "1s", scrape_timeout: "1s" },
    scrape_configs: [{ job_name: "load", static_configs: [{ targets }] }],
    remote_write: [{ url: `http://${remoteWrite}/api/v1/receive` }],
  });
  await startPrometheus({ prometheus, config }, bed);
}

/** Gauges of ten labels beside the target's own two: as many as the estimate reckons with. */
function exposition(target: number, value: number): string {
  const fixed = Array.from({ length: 8 }, (_, label) => `label_${label}="value-${label}"`).join(",");
  const lines = Array.from(
    { length: SERIES_OF_TARGET },
    (_, series) => `load{${fixed},target="${target}",series="${series}"} ${value + series}`,
  );
  return `${lines.join("\n")}\n`;
}

function names(files: Rendered, pattern: RegExp): readonly string[] {
  return renderedManifests(files)
    .filter(({ object: { kind, metadata } }) => kind === "StatefulSet" && pattern.test(metadata.name))
    .map(({ object: { metadata } }) => metadata.name);
}
