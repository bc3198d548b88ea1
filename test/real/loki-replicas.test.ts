/** Loki as `prod` renders it: three replicas over one bucket bear the loss of one under load. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { eventually } from "./support/eventually.ts";
import { type LokiPorts, lokiPorts, startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { startObjectStore } from "./support/object-store.ts";
import { type PodOnDisk, putPodOnDisk, replicasOf } from "./support/pod-on-disk.ts";
import { LOOPBACK } from "./support/ports.ts";
import type { RunningServer } from "./support/processes.ts";
import { renderStack } from "./support/rendered.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

interface Replica {
  readonly name: string;
  readonly ports: LokiPorts;
  /** Its file, as the first of its argument that is there. */
  readonly config: string;
}

describeWithTools(["loki", "versitygw"], "Loki's replicas", ({ loki, versitygw }) => {
  const bed = new AsyncDisposableStack();
  let running: readonly (LokiApi & RunningServer)[];
  let startAgain: () => Promise<LokiApi & RunningServer>;
  beforeAll(async () => {
    const files = await renderStack("prod");
    const replicas: Replica[] = [];
    for (let n = 0; n < replicasOf(files, "loki"); n += 1) {
      const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
      replicas.push({ name: `loki-${n}`, ports: await lokiPorts(), config: configOf(disk, `loki-${n}`) });
    }
    const { bucket_name } = parse(replicas[0]?.config ?? "").common.storage.object_store.s3;
    const objectStore = await startObjectStore({ versitygw, buckets: [bucket_name] }, bed);
    const here = (text: string) => replicas.reduce(withPorts, text);
    const start = ({ name, ports, config }: Replica) => {
      // What follows is waited for in a cluster, and not here.
      const lifecycler = { min_ready_duration: "0s" };
      const overlay = { common: { ring: { instance_id: name } }, ingester: { lifecycler } };
      return startLoki({ loki, config: here(config), objectStore, ports, overlay }, bed);
    };
    running = await Promise.all(replicas.map(start));
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
  });
});

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
