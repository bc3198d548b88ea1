/**
 * Thanos as `prod` renders it, under load: each kind of server is killed in turn, while the bucket refuses every write. What is counted
 * is counted copy by copy. For the test alone, gateways look for new blocks every two seconds.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import type { RunningServer } from "../../tools/servers/processes.ts";
import { madeBlocks } from "./support/made-blocks.ts";
import { startObjectStore } from "./support/object-store.ts";
import { startPrometheus } from "./support/prometheus.ts";
import type { PrometheusApi } from "./support/prometheus-api.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { type StoreGate, startStoreGate } from "./support/store-gate.ts";
import { startThanosStack, type ThanosPod, type ThanosStack } from "./support/thanos-stack.ts";
import { describeWithTools } from "./with-tools.ts";

const PATIENCE = 120;

/** Copies that the hashring of `prod` keeps of each sample. */
const COPIES = 3;

/** Seconds of a block that an ingestor cuts, and samples of the one that each has. */
const BLOCK = 7200;
const REMEMBERED = 700;

/** How long a server is away when it is killed. */
const AWAY_MS = 5000;

const Copies = z.looseObject({
  data: z.looseObject({
    result: z.array(
      z.looseObject({
        metric: z.looseObject({ receive_replica: z.string() }),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

const Range = z.looseObject({
  data: z.looseObject({ result: z.array(z.looseObject({ values: z.array(z.tuple([z.number(), z.string()])) })) }),
});

const Stores = z.looseObject({
  data: z.looseObject({ store: z.array(z.looseObject({ minTime: z.number() })).length(2) }),
});

const times = (length: number, value: number) => Array.from({ length }, () => value);

const now = () => Math.floor(Date.now() / 1000);

/** A second of which every scrape has ended and remote write has sent what it gathers, on a machine with other work too. */
const settled = () => now() - 10;

describeWithTools(["prometheus", "promtool", "thanos", "versitygw"], "Thanos, in part away,", (tools) => {
  const bed = new AsyncDisposableStack();
  let stack: ThanosStack;
  let gate: StoreGate;
  let pair: readonly (PrometheusApi & RunningServer)[];
  let started: number;

  beforeAll(async () => {
    const files = await renderStack("prod");
    const { bucket } = parse(renderedFile(files, "thanos/objstore.yaml")).config;
    gate = await startStoreGate(await startObjectStore({ versitygw: tools.versitygw, buckets: [bucket] }, bed), bed);
    const start = (Math.floor(now() / BLOCK) - 2) * BLOCK;
    const cut = { metric: "remembered", value: 7, start, seconds: REMEMBERED * 10, step: 10, longest: "2h" };
    const blocks = () => madeBlocks({ promtool: tools.promtool, ...cut }, bed);
    const more = { store: ["--sync-block-duration=2s"] };
    gate.writes("refused");
    stack = await startThanosStack({ thanos: tools.thanos, files, store: gate.store, blocks, more }, bed);
    const exporter = await serveOnLoopback((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end("answer 42\n");
    }, bed);
    const { global, remote_write } = parse(renderedFile(files, "prometheus/prometheus.yml"));
    pair = await Promise.all(
      ["prometheus-0", "prometheus-1"].map((replica) => {
        const config = stringify({
          global: { scrape_interval: "1s", external_labels: { ...global.external_labels, replica } },
          scrape_configs: [{ job_name: "exporter", static_configs: [{ targets: [new URL(exporter).host] }] }],
          remote_write: [{ ...remote_write[0], url: stack.remoteWrite }],
        });
        return startPrometheus({ prometheus: tools.prometheus, config }, bed);
      }),
    );
    await eventually("the first sample", PATIENCE, async () => (await stack.frontend.values("answer"))[0]);
    started = now() + 1;
  });
  afterAll(() => bed.disposeAsync());

  const survivor = () => {
    const [first] = pair;
    if (first === undefined) throw new Error("there is no Prometheus");
    return first;
  };

  /** What a query gives of each ingestor's copy. */
  async function copiesOf(query: string): Promise<readonly number[]> {
    const asked = new URLSearchParams({ query, dedup: "false" });
    const answer = await (await fetch(`${stack.query.url}/api/v1/query?${asked}`)).json();
    return Copies.parse(answer).data.result.map(({ value: [, samples] }) => Number(samples));
  }

  /** Samples that the surviving Prometheus has scraped since the start and until then, and what each copy has of them. */
  async function counted(until: number) {
    const window = `[${until - started}s] @ ${until}`;
    const [scraped = 0] = await survivor().values(`count_over_time(answer${window})`);
    return { scraped, copies: await copiesOf(`count_over_time(answer{replica="prometheus-0"}${window})`) };
  }

  /** Waits until each copy has what was scraped: no more, and no less. */
  async function whole(until: number): Promise<number> {
    const { scraped } = await counted(until);
    let copies: readonly number[] = [];
    await eventually("every sample in each copy", PATIENCE, async () => {
      ({ copies } = await counted(until));
      return String(copies) === String(times(COPIES, scraped)) ? "there" : undefined;
    }).catch(() => expect(copies).toEqual(times(COPIES, scraped)));
    return scraped;
  }

  /** What each ingestor's copy has of the block that it had cut. */
  const remembered = () => copiesOf(`count_over_time(remembered[1d] @ ${now()})`);

  const away = async (pod: ThanosPod) => {
    await pod.kill();
    await sleep(AWAY_MS);
  };

  test("a Prometheus that is killed leaves no gap: the other one answers", async () => {
    const [, second] = pair;
    await sleep(5000);
    const killed = now();
    await second?.kill();
    await sleep(15_000);
    const asked = new URLSearchParams({ query: "answer", start: `${killed - 4}`, end: `${killed + 10}`, step: "1" });
    const answer = await (await fetch(`${stack.query.url}/api/v1/query_range?${asked}`)).json();
    const [series] = Range.parse(answer).data.result;
    expect(series?.values.map(([at]) => at - killed)).toEqual(Array.from({ length: 15 }, (_, n) => n - 4));
  });

  test("a router that is killed costs no sample", async () => {
    await away(stack.router);
    await stack.router.start();
    await sleep(2000);
    expect(await whole(settled())).toBeGreaterThan(10);
  });

  test("a querier and a query frontend that are killed answer nothing rather than less", async () => {
    // What remote write still gathers would come between the answers.
    const until = settled();
    const query = `sum(count_over_time(answer[${until - started}s] @ ${until}))`;
    const ask = async () => {
      const asked = new URLSearchParams({ query, start: `${until - 60}`, end: `${until}`, step: "15" });
      const answer = await fetch(`${stack.frontend.url}/api/v1/query_range?${asked}`);
      const text = await answer.text();
      return answer.ok ? Range.parse(JSON.parse(text)).data.result : answer.status;
    };
    const before = await ask();
    await away(stack.querier);
    // From another time on, so that nothing is kept of it.
    const other = await fetch(`${stack.frontend.url}/api/v1/query?query=count(answer)`);
    expect(other.status).toBeGreaterThanOrEqual(500);
    await stack.querier.start();
    await eventually("the same answer", PATIENCE, async () => {
      return JSON.stringify(await ask()) === JSON.stringify(before) ? "same" : undefined;
    });
    await away(stack.queryFrontend);
    await stack.queryFrontend.start();
    expect(await ask()).toEqual(before);
  });

  test("a bucket that refused writes meanwhile gets every sample, in each copy, once it takes them", async () => {
    await eventually("two uploads that failed, at each ingestor", PATIENCE, async () => {
      const failures = await Promise.all(
        stack.ingestors.map((each) => ownMetric(each, "thanos_shipper_dir_sync_failures_total")),
      );
      return Math.min(...failures) >= 2 ? "failed" : undefined;
    });
    expect(gate.refused()).toBeGreaterThan(0);
    expect(await remembered()).toEqual(times(stack.ingestors.length, REMEMBERED));
    gate.writes("taken");
    await eventually("the uploads", PATIENCE, async () => {
      const uploads = await Promise.all(stack.ingestors.map((each) => ownMetric(each, "thanos_shipper_uploads_total")));
      return Math.min(...uploads) >= 1 ? "done" : undefined;
    });
    // What remote write has not sent yet is nobody's loss.
    const until = settled();
    await whole(until);
    await Promise.all(stack.ingestors.map(({ stop }) => stop()));
    await Promise.all(stack.gateways.map(({ start }) => start()));
    await whole(until);
    expect(await remembered()).toEqual(times(stack.ingestors.length, REMEMBERED));
  });

  test("a store gateway that is killed costs no answer: another has the same blocks", async () => {
    const until = now() - 20;
    const expected = await counted(until);
    // The querier asks each endpoint every five seconds what it has.
    await eventually("both gateways' blocks", PATIENCE, async () => {
      const { data } = Stores.parse(await (await fetch(`${stack.query.url}/api/v1/stores`)).json());
      return data.store.every(({ minTime }) => minTime < started * 1000) ? "known" : undefined;
    });
    const answers: string[] = [];
    const asking = (async () => {
      const end = performance.now() + 6000;
      while (performance.now() < end) answers.push(JSON.stringify(await counted(until)));
    })();
    await sleep(1000);
    await stack.gateways[0]?.kill();
    await asking;
    expect(new Set(answers)).toEqual(new Set([JSON.stringify(expected)]));
    await stack.gateways[0]?.start();
    expect(await counted(until)).toEqual(expected);
  });
});

/** The sum of a metric's series, as a server tells them of itself. */
async function ownMetric({ http }: ThanosPod, name: string): Promise<number> {
  const text = await (await fetch(`http://${http}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(name) && !line.startsWith("#"));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
