/**
 * A Prometheus with the series of a large platform: the simulated systems, and what is made up of the exporters beside them, with as
 * many machines, pods and tenants as give the number of series that is asked for. Recordings are evaluated on the small platform and
 * multiplied with it: there are as many of them as on the large one, though a total is that of one copy.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordingGroups } from "../../mixins/groups.ts";
import { sampleFiles, scraped } from "../../pictures/data/filled-storage.ts";
import { END, RANGE } from "../../pictures/data/moment.ts";
import { healthyCourse } from "../../pictures/data/occasions.ts";
import { addRecordings } from "../../pictures/data/rules.ts";
import { type Binaries, Storage } from "../../pictures/data/storage.ts";
import { systems } from "../../systems/all.ts";
import { cacheFolder } from "../../tools/recipe.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { keptFolder } from "./kept-folder.ts";

/** Labels that tell machines, pods, tenants and what they hold apart: in each copy of the simulated systems they have other values. */
const OBJECTS: readonly string[] = [
  "instance",
  "node",
  "node_id",
  "from_node",
  "to_node",
  "Hostname",
  "UUID",
  "pod",
  "persistentvolumeclaim",
  "deployment",
  "daemonset",
  "statefulset",
  "tenant_id",
];

/** Values that every copy shares: a cluster has three coordinators, however many nodes compute, and its servers stay as many. */
const SHARED =
  "(coordinator|maestro-api|litellm|kube-state-metrics|otel|tempo|loki|thanos|prometheus|alertmanager|grafana|apiserver|coredns|canary).*";

/** Seconds of recorded results: the page's, and as long before it as its shortest windows look back. */
const RECORDED = RANGE + 600;

/** Seconds between two evaluations. */
const EVALUATION = 30;

/** Evaluating over an hour at once holds more samples than any one query of a page may. */
const WITHOUT_BOUND = ["--query.max-samples=2000000000", "--query.timeout=30m"];

/** Absolute paths of what fills a Prometheus. */
export interface FillingBinaries extends Binaries {
  readonly multiplier: string;
}

/** What is filled. */
export interface Filling {
  /** At least so many series at once, without recorded ones. */
  readonly series: number;
  readonly tell: (step: string) => void;
}

/** A Prometheus that has them, with its default bounds on queries; and how many series there are. */
export async function platform(
  binaries: FillingBinaries,
  { series, tell }: Filling,
  bed: AsyncDisposableStack,
): Promise<{ readonly url: string; readonly series: number }> {
  tell("simulating two hours");
  const folder = temporaryFolder(bed);
  const files = sampleFiles(healthyCourse).map((write, index) => {
    const file = join(folder, `samples-${index}`);
    write(file);
    return file;
  });
  const cache = join(cacheFolder(process.env), "bench");
  const kept = await keptFolder(cache, keyOf(files, binaries.multiplier, series), async (large) => {
    const count = await fill({ ...binaries, files, series, tell }, large, bed);
    writeFileSync(join(large, COUNT), String(count));
  });
  const count = Number(readFileSync(join(kept, COUNT), "utf8"));
  return { url: await new Storage(binaries, bed, join(kept, BLOCKS)).url(), series: count };
}

/** The blocks, and a file with the number of series, without recorded ones. */
const BLOCKS = "blocks";
const COUNT = "series";

/** What decides what is filled. */
function keyOf(files: readonly string[], multiplier: string, series: number): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  const rules = systems.flatMap(({ mixin }) => recordingGroups(mixin, scraped).flatMap((group) => [...group.rules]));
  // The path of the multiplier has the hash of its source.
  hash.update(JSON.stringify([multiplier, series, OBJECTS, SHARED, RECORDED, EVALUATION, rules]));
  return hash.digest("hex").slice(0, 20);
}

/** What `fill` needs. */
interface Filled extends FillingBinaries, Filling {
  /** Samples in OpenMetrics. */
  readonly files: readonly string[];
}

/** Fills a folder, and says how many series there are, without recorded ones. */
async function fill(
  { files, series, tell, ...binaries }: Filled,
  large: string,
  bed: AsyncDisposableStack,
): Promise<number> {
  const small = temporaryFolder(bed);
  const storage = new Storage(binaries, bed, small, WITHOUT_BOUND);
  for (const file of files) await storage.add(file);
  const multiply = async (copies: number, target: readonly string[]) => {
    const args = ["--source", small, "--copies", String(copies), "--labels", OBJECTS.join(","), "--keep", SHARED];
    return Number((await promisify(execFile)(binaries.multiplier, [...args, ...target])).stdout);
  };
  const [once, twice] = [await multiply(1, []), await multiply(2, [])];
  const copies = Math.max(1, 1 + Math.ceil((series - once) / (twice - once)));
  tell("evaluating the recording rules over an hour");
  const time = { kind: "range", start: END - RECORDED, end: END, step: EVALUATION } as const;
  await addRecordings(
    storage,
    systems.map(({ mixin }) => mixin),
    scraped,
    time,
  );
  await storage.stop();
  tell(`writing ${copies} copies of ${once} series`);
  mkdirSync(join(large, BLOCKS));
  await multiply(copies, ["--target", join(large, BLOCKS)]);
  return once + (copies - 1) * (twice - once);
}
