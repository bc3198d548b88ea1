/**
 * A Prometheus with the series of a large platform: the simulated systems, and what is made up of the exporters beside them, with as
 * many machines, pods and tenants as give the number of series that is asked for.
 */
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { addSamples, scraped } from "../../pictures/data/filled-storage.ts";
import { END, RANGE } from "../../pictures/data/moment.ts";
import { healthyCourse } from "../../pictures/data/occasions.ts";
import { addRecordings } from "../../pictures/data/rules.ts";
import { type Binaries, Storage } from "../../pictures/data/storage.ts";
import { systems } from "../../systems/all.ts";

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

/** What is filled, and where it stays. */
export interface Filling {
  /** At least so many series at once, without recorded ones. */
  readonly series: number;
  /** Where blocks are kept: a folder that has them already is taken as it is. */
  readonly folder: string;
  readonly tell: (step: string) => void;
}

/** A Prometheus that has them, with its default bounds on queries; and how many series there are. */
export async function platform(
  binaries: FillingBinaries,
  { series, folder, tell }: Filling,
  bed: AsyncDisposableStack,
): Promise<{ readonly url: string; readonly series: number }> {
  const base = join(folder, "base");
  const small = new Storage(binaries, bed, base);
  if (!small.isFilled) {
    tell("simulating two hours");
    await addSamples(small, healthyCourse);
  }
  const multiply = async (copies: number, target: readonly string[]) => {
    const args = ["--source", base, "--copies", String(copies), "--labels", OBJECTS.join(","), "--keep", SHARED];
    return Number((await promisify(execFile)(binaries.multiplier, [...args, ...target])).stdout);
  };
  const [once, twice] = [await multiply(1, []), await multiply(2, [])];
  const copies = Math.max(1, 1 + Math.ceil((series - once) / (twice - once)));
  const large = join(folder, String(series));
  mkdirSync(large, { recursive: true });
  const filling = new Storage(binaries, bed, large, WITHOUT_BOUND);
  if (!filling.isFilled) {
    tell(`writing ${copies} copies of ${once} series`);
    await multiply(copies, ["--target", large]);
    tell("evaluating the recording rules over an hour");
    const time = { kind: "range", start: END - RECORDED, end: END, step: EVALUATION } as const;
    await addRecordings(
      filling,
      systems.map(({ mixin }) => mixin),
      scraped,
      time,
    );
  }
  await filling.stop();
  return { url: await new Storage(binaries, bed, large).url(), series: once + (copies - 1) * (twice - once) };
}
