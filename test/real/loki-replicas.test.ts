/** Loki as `prod` renders it: three replicas over one bucket bear the loss of one under load, and a bucket that refuses writes. */
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { eventually } from "../../tools/servers/eventually.ts";
import { LOOPBACK } from "../../tools/servers/ports.ts";
import type { RunningServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { unanswered } from "./support/asked-selectors.ts";
import { type LokiPorts, lokiPorts, startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { startObjectStore } from "./support/object-store.ts";
import { type PodOnDisk, putPodOnDisk, replicasOf } from "./support/pod-on-disk.ts";
import { renderStack } from "./support/rendered.ts";
import { type StoreGate, startStoreGate } from "./support/store-gate.ts";
import { describeWithTools } from "./with-tools.ts";

/** Where a replica keeps its files, in its pod. */
const VOLUME = "/var/loki";

interface Replica {
  readonly name: string;
  readonly ports: LokiPorts;
  readonly disk: PodOnDisk;
  /** Its file, as the first of its argument that is there. */
  readonly config: string;
}

describeWithTools(["loki", "versitygw"], "Loki's replicas", ({ loki, versitygw }) => {
  const bed = new AsyncDisposableStack();
  let running: readonly (LokiApi & RunningServer)[];
  let startAgain: () => Promise<LokiApi & RunningServer>;
  let startEmpty: () => Promise<readonly (LokiApi & RunningServer)[]>;
  let gate: StoreGate;
  const written: string[] = [];
  beforeAll(async () => {
    const files = await renderStack("prod");
    const replicas: Replica[] = [];
    for (let n = 0; n < replicasOf(files, "loki"); n += 1) {
      const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
      replicas.push({ name: `loki-${n}`, ports: await lokiPorts(), disk, config: configOf(disk, `loki-${n}`) });
    }
    const { bucket_name } = parse(replicas[0]?.config ?? "").common.storage.object_store.s3;
    gate = await startStoreGate(await startObjectStore({ versitygw, buckets: [bucket_name] }, bed), bed);
    const objectStore = gate.store;
    const here = (text: string) => replicas.reduce(withPorts, text);
    const start = ({ name, ports, config }: Replica) => {
      // What follows is waited for in a cluster, and not here.
      const lifecycler = { min_ready_duration: "0s" };
      // The ten tries to write a chunk take seconds, not minutes.
      const flush_op_backoff = { min_period: "200ms", max_period: "1s" };
      const overlay = { common: { ring: { instance_id: name } }, ingester: { lifecycler, flush_op_backoff } };
      return startLoki({ loki, config: here(config), objectStore, ports, overlay }, bed);
    };
    running = await Promise.all(replicas.map(start));
    startEmpty = async () => {
      for (const { disk } of replicas) rmSync(disk.path(VOLUME), { recursive: true });
      return Promise.all(replicas.map(start));
    };
    startAgain = () => {
      const [, , last] = replicas;
      if (last === undefined) throw new Error("there are fewer than three replicas");
      return start(last);
    };
  }, 120_000);
  afterAll(() => bed.disposeAsync());

  test("one alone compacts and deletes for all", async () => {
    const modes = ["main", "worker", "worker"].map((horizontal_scaling_mode) => ({
      compactor: { horizontal_scaling_mode },
    }));
    expect(await Promise.all(running.map((one) => one.configuration()))).toMatchObject(modes);
  });

  test("a replica that is killed under load costs no line, and reads stay complete", { timeout: 150_000 }, async () => {
    const [first, second, third] = running;
    if (first === undefined || second === undefined || third === undefined) throw new Error("not three replicas");
    let alive: readonly LokiApi[] = [first, second, third];
    const taken: string[] = [];
    const from = Date.now();
    const load = (async () => {
      for (let n = 0; Date.now() - from < 20_000; n += 1) {
        // A sender tries another replica where one does not answer, as a Service leads it to.
        for (const one of [...alive, ...alive].slice(n % alive.length)) {
          try {
            await one.push({ service_name: `service-${n % 7}` }, `line ${n}.`);
            taken.push(`line ${n}.`);
            break;
          } catch {
            await sleep(20);
          }
        }
        await sleep(5);
      }
    })();
    await sleep(8000);
    await third.kill();
    alive = [first, second];
    const lines = async (one: LokiApi) =>
      new Set((await one.lines('{service_name=~"service-.+"}')).map(({ line }) => line));
    await load;
    expect(taken.length).toBeGreaterThan(300);
    for (const one of alive) {
      const found = await eventually("all lines", 30, async () => {
        const there = await lines(one);
        return taken.every((line) => there.has(line)) ? there : undefined;
      });
      expect(taken.filter((line) => !found.has(line))).toEqual([]);
    }
    const back = await startAgain();
    const found = await lines(back);
    expect(taken.filter((line) => !found.has(line))).toEqual([]);
    running = [first, second, back];
    written.push(...taken);
  });

  test("a bucket that refuses writes costs no line: each replica keeps its own, and stores them when it can", {
    timeout: 240_000,
  }, async () => {
    gate.writes("refused");
    const [first] = running;
    for (let n = 0; n < 200; n += 1) {
      await first?.push({ service_name: `service-${n % 7}` }, `refused ${n}.`);
      written.push(`refused ${n}.`);
    }
    await Promise.all(running.map((one) => one.flush()));
    for (const one of running) {
      await eventually("two tries to store that failed", 90, async () => {
        return (await ownMetric(one, "loki_ingester_chunks_flush_failures_total")) >= 2 ? "failed" : undefined;
      });
    }
    expect(gate.refused()).toBeGreaterThan(0);
    const missing = async (one: LokiApi) => {
      const there = new Set((await one.lines('{service_name=~"service-.+"}')).map(({ line }) => line));
      return written.filter((line) => !there.has(line));
    };
    for (const one of running) expect(await missing(one)).toEqual([]);
    // One is killed meanwhile: what it held comes back from its volume.
    await running[2]?.kill();
    const back = await startAgain();
    expect(await missing(back)).toEqual([]);

    gate.writes("taken");
    await Promise.all([running[0], running[1], back].map((one) => one?.stop()));
    // Whatever is answered now is in the bucket.
    running = await startEmpty();
    for (const one of running) {
      await eventually("every line from the bucket", 60, async () => {
        return (await missing(one)).length === 0 ? "there" : undefined;
      });
    }
  });

  test("a replica that two others have left takes and answers nothing, and tells all that alerts and panels ask of it", {
    timeout: 420_000,
  }, async () => {
    // Two of three hand out queries. One that does not cannot refuse any when these are gone: its own wait for ever.
    const first = await eventually("a replica that hands out queries", 60, async () => {
      const hands = await Promise.all(running.map((one) => ownMetric(one, "loki_query_scheduler_running")));
      return running[hands.indexOf(1)];
    });
    const others = running.filter((one) => one !== first);
    // One alone compacts, and says so: mostly another.
    await eventually("what is asked of whoever compacts", 120, async () => {
      const servers = running.map(({ url }) => ({ job: "loki", url: `${url}/metrics` }));
      return (await unanswered(servers, /^loki_compactor_/)).length === 0 ? "told" : undefined;
    });
    await expect(first.push({ service_name: "old" }, "of long ago", {}, new Date(0))).rejects.toThrow("400");
    await first.lines('{service_name="service-1"}');
    await Promise.all(others.map((each) => each.kill()));
    await eventually("a line that is refused", 60, () =>
      first.push({ service_name: "alone" }, "alone").then(
        () => undefined,
        () => "refused",
      ),
    );
    // A query that comes to a scheduler that is gone waits for ever; one that comes to this replica's own fails.
    const answers: string[] = [];
    await eventually("a query that is refused", 180, async () => {
      const asked = Array.from({ length: 5 }, () =>
        first.lines('{service_name="service-1"}').then(
          () => "answered",
          (error: unknown) => `${error}`,
        ),
      );
      answers.push(...(await Promise.all(asked)));
      return answers.some((answer) => answer.includes("Loki does not answer")) ? "refused" : undefined;
    });
    expect(answers.filter((answer) => !/Loki does not answer|aborted due to timeout/.test(answer))).toEqual([]);
    expect(await unanswered([{ job: "loki", url: `${first.url}/metrics` }], /^loki_(?!compactor_)/)).toEqual([]);
  });
});

/** The sum of a metric's series, as a replica tells them of itself. */
async function ownMetric({ url }: LokiApi, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** The file that a replica is told to read: the first that is there. */
function configOf(disk: PodOnDisk, name: string): string {
  const [, list = ""] = /^-config\.file=(.*)$/.exec(disk.args[0] ?? "") ?? [];
  for (const path of list.replaceAll("$(POD_NAME)", name).split(",")) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      // The next one.
    }
  }
  throw new Error(`${name} has no configuration at ${list}`);
}

/** A text with a replica's addresses in the cluster as those here. */
function withPorts(text: string, { name, ports }: Replica): string {
  const host = `${name}.loki-pods.monitoring.svc`;
  return text
    .replaceAll(`${host}:9095`, `${LOOPBACK}:${ports.grpc}`)
    .replaceAll(`${host}:7946`, `${LOOPBACK}:${ports.gossip}`);
}
