import type { Scraped } from "../../mixins/mixin.ts";
import { simulatedMetrics } from "../../mixins/simulated-metrics.ts";
import { runWrite } from "../../simulator/run.ts";
import { systems } from "../../systems/all.ts";
import { writeMadeUp } from "./made-up-samples.ts";
import { END, HISTORY, STEP } from "./moment.ts";
import { type Course, FAULT_MINUTES } from "./occasions.ts";
import { addRules } from "./rules.ts";
import { type Binaries, Storage } from "./storage.ts";

/** What scrapes the simulated systems. A node of theirs has 64 GiB of memory, by no container's limit. */
export const scraped: Scraped = {
  cluster: "simulated",
  jobs: ["butterfly-coordinators", "butterfly-compute-nodes", "dcgm-exporter", "maestro-api", "litellm", "vllm"],
  applications: ["chat", "search"].map((name) => ({
    ...{ name, jobs: [name], service: name },
    ...({ presence: "always", metrics: "scraped" } as const),
  })),
  nodeMemory: { coordinator: 64 * 2 ** 30, compute: 64 * 2 ** 30 },
};

/** Where blocks are kept from one run to the next. */
export interface Kept {
  readonly folder: string;
}

/** What is simulated of a pod or two, in a fault: of all others it is made up. */
const OF_FEW_PODS: readonly string[] = [
  "kube_pod_container_resource_requests",
  "kube_pod_status_phase",
  "kube_pod_status_unschedulable",
];

/** What is not made up: an exporter that is simulated in part is left at that. */
const simulatedNames = new Set([
  "up",
  ...Object.values(simulatedMetrics())
    .flatMap((metrics) => metrics.map(({ name }) => name))
    .filter((name) => !OF_FEW_PODS.includes(name)),
]);

/** A Prometheus with what the simulator exposes in a course of events, and what the rules make of it. Takes about three minutes. */
export async function filledStorage(
  course: Course,
  binaries: Binaries,
  bed: AsyncDisposableStack,
  kept?: Kept,
): Promise<Storage> {
  const storage = new Storage(binaries, bed, kept?.folder);
  if (storage.isFilled) return storage;
  await addSamples(storage, course);
  await addRules(
    storage,
    systems.map(({ mixin }) => mixin),
    scraped,
  );
  return storage;
}

/** Adds what the simulator exposes in a course of events, and what is made up of the rest. */
async function addSamples(storage: Storage, course: Course): Promise<void> {
  for (const write of sampleFiles(course)) {
    write(storage.samplesFile);
    await storage.add(storage.samplesFile);
  }
}

/** What writes each file of samples in OpenMetrics: what the simulator exposes in a course of events, and what is made up of the rest. */
export function sampleFiles({ scenario, occasion }: Course): readonly ((file: string) => void)[] {
  const { cluster, applications = [] } = scraped;
  const simulated = { scenario, cluster, seed: 1, seconds: HISTORY, every: STEP, start: END - HISTORY };
  const madeUp = {
    cluster,
    applications: applications.map(({ name }) => name),
    faultsBegin: occasion === "fault" ? END - 60 * FAULT_MINUTES : undefined,
  };
  return [
    (file) => {
      runWrite({ kind: "write", format: "text", file, ...simulated });
    },
    (file) => writeMadeUp(file, simulatedNames, madeUp),
  ];
}
