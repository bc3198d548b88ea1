/** The parts that stacks are made of: the closed set of names that the settings `aiobs:parts` takes. */

/** What a part is, as far as its settings go. */
interface Part {
  /** Settings that say it already, where the part has a section of its own. */
  readonly elsewhere?: Readonly<Partial<Record<"cpu" | "memory", string>>>;
  /** Least memory, in bytes, where less is certain to be too little, and why it is. */
  readonly leastMemory?: { readonly bytes: number; readonly why: string };
  /** Whether its pods keep a volume, and so have a storage class. */
  readonly volume: "kept" | "none";
  /** `none`: what it runs takes no command-line arguments of anybody's. */
  readonly arguments: "taken" | "none";
  /** What may stand in its place: nothing, or one that the cluster has already. Default: the stack cannot do without its own. */
  readonly instead?: readonly ("off" | "existing")[];
  /** Why it cannot be left out, and what to do. */
  readonly needed?: string;
}

const GIB = 2 ** 30;
const kept = { volume: "kept", arguments: "taken" } as const;
const none = { volume: "none", arguments: "taken" } as const;

/** Every part by the name of its workload. */
export const partCatalogue = {
  prometheus: { ...kept, elsewhere: { cpu: "prometheus.cpu", memory: "prometheus.memory" } },
  "thanos-receive": { ...kept, elsewhere: { cpu: "thanos.receive.cpu", memory: "thanos.receive.memory" } },
  "thanos-receive-router": none,
  "thanos-store": { ...kept, elsewhere: { memory: "thanos.store.memory" } },
  "thanos-compactor": { ...kept, elsewhere: { memory: "thanos.compactor.memory" } },
  "thanos-query": { ...none, elsewhere: { memory: "thanos.query.memory" } },
  "thanos-query-frontend": {
    ...none,
    // It keeps 512 MiB of answers, beside those in the making.
    leastMemory: { bytes: GIB, why: "half of it is for the answers that it keeps" },
  },
  "thanos-ruler": kept,
  loki: { ...kept, elsewhere: { cpu: "logs.cpu", memory: "logs.memory" } },
  tempo: { ...kept, elsewhere: { cpu: "traces.cpu", memory: "traces.memory" } },
  "otel-router": none,
  // It holds the traces that wait to be judged.
  "otel-sampler": { ...kept, elsewhere: { memory: "traces.spansPerSecond" } },
  "otel-agent": { ...none, elsewhere: { memory: "agent.memory" } },
  alertmanager: kept,
  grafana: kept,
  "edge-gate": none,
  "kube-state-metrics": {
    ...none,
    instead: ["existing"],
    needed: "alerts and dashboards of the cluster stand on it; name the one that is there: deploy: { existing: … }",
  },
  "node-exporter": { ...none, instead: ["off", "existing"] },
  "dcgm-exporter": { ...none, elsewhere: { memory: "dcgmExporter.memory" }, instead: ["off", "existing"] },
  "nvidia-device-plugin": { ...none, instead: ["off"] },
  "efa-device-plugin": { ...none, instead: ["off"] },
  "compute-domain-controller": { ...none, needed: "remove it, and set computeDomains of aiobs:gpuNodes" },
  "compute-domain-plugin": { ...none, needed: "remove it, and set computeDomains of aiobs:gpuNodes" },
  "efa-exporter": { ...none, arguments: "none", instead: ["off"] },
  canary: { ...none, arguments: "none", needed: "remove it, and set aiobs:canary" },
  simulator: { ...none, arguments: "none", needed: "remove it, and set aiobs:simulator" },
} as const satisfies Readonly<Record<string, Part>>;

/** The name of a part. */
export type PartName = keyof typeof partCatalogue;

/** Whether a name is a part's. */
export function isPart(name: string): name is PartName {
  return Object.hasOwn(partCatalogue, name);
}

/** The names of all parts. */
export const partNames: readonly PartName[] = Object.keys(partCatalogue).filter(isPart);

/** What a part is. */
export function partOf(name: PartName): Part {
  return partCatalogue[name];
}
