/** The GPU nodes of a stack, grouped by what the software on them is told. */
import type { ExistingGpuNodes } from "../../config/gpu-nodes.ts";
import type { GpuSharing } from "../../config/gpu-sharing.ts";
import type { NodePool } from "../../config/node-pools.ts";
import type { Settings } from "../../config/settings.ts";
import { sharingLabel } from "../compute/gpu-sharing.ts";
import { operatingSystemOf } from "../compute/machine-image.ts";
import { DEVICE_PLUGIN_LABEL, GPU_PRESENT_LABEL, GPU_SHARING_LABEL } from "../compute/node-labels.ts";
import type { NodeRequirement } from "../workload/server.ts";

/** Nodes whose device plugin has one configuration. */
export interface GpuNodes {
  /** Part of the names of what runs on them: `whole`, `mig`, `time-slicing-4`, `existing-lab`. */
  readonly name: string;
  readonly sharing: GpuSharing;
  /** What a node's labels must say, all of it. */
  readonly requirements: readonly NodeRequirement[];
  /** The RuntimeClass that gives pods their GPUs; absent: the nodes' default runtime does. */
  readonly runtimeClass?: string;
}

/** GPU nodes where the same runtime gives pods their GPUs. */
export interface RuntimeNodes {
  /** Its RuntimeClass; absent: it is the nodes' default. */
  readonly runtimeClass?: string;
  /** A node is one of them when it meets all requirements of one of the lists. */
  readonly alternatives: readonly (readonly NodeRequirement[])[];
}

type Pools = Readonly<Record<string, NodePool>>;
type Existing = Readonly<Record<string, ExistingGpuNodes>>;

/** Whether a stack has GPU nodes, its own or existing ones: only then it needs their software, rules and dashboards. */
export function hasGpuNodes({ nodePools, gpuNodes }: Pick<Settings, "nodePools" | "gpuNodes">): boolean {
  return everyGpuNode(nodePools, gpuNodes).length > 0;
}

function hasGpuPools(pools: Pools): boolean {
  return Object.values(pools).some(({ kind }) => kind === "gpu");
}

/** The nodes that need a device plugin, grouped by its configuration, sorted by name. */
export function devicePluginNodes(pools: Pools, existing: Existing): readonly GpuNodes[] {
  return [...nodesOfPools(pools), ...existingNodes(existing)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The nodes of the stack's own pools: one group for all MIG profiles, one for each number of replicas. Bottlerocket brings
 * its own plugin, and a second one beside it would fight for the GPUs.
 */
function nodesOfPools(pools: Pools): readonly GpuNodes[] {
  const groups = new Map<string, { sharing: GpuSharing; labels: Set<string> }>();
  for (const pool of Object.values(pools)) {
    if (pool.kind === "system" || operatingSystemOf(pool) === "bottlerocket") continue;
    const sharing = pool.gpuSharing;
    const name = sharing.kind === "mig" ? "mig" : sharingLabel(sharing);
    const group = groups.get(name) ?? { sharing, labels: new Set() };
    groups.set(name, { ...group, labels: group.labels.add(sharingLabel(sharing)) });
  }
  return [...groups].map(([name, { sharing, labels }]) => ({
    name,
    sharing,
    requirements: [
      { key: DEVICE_PLUGIN_LABEL, values: ["daemonset"] },
      { key: GPU_SHARING_LABEL, values: [...labels].sort() },
    ],
  }));
}

/** Existing nodes, each group as the settings have it; the prefix keeps its name apart from those of the pools' groups. */
function existingNodes(existing: Existing): readonly GpuNodes[] {
  return Object.entries(existing)
    .filter(([, { devicePlugin }]) => devicePlugin === "install")
    .map(([name, nodes]) => ({
      name: `existing-${name}`,
      sharing: nodes.gpuSharing,
      requirements: requirementsOf(nodes),
      ...(nodes.runtimeClass === undefined ? {} : { runtimeClass: nodes.runtimeClass }),
    }));
}

function requirementsOf({ labels }: ExistingGpuNodes): readonly NodeRequirement[] {
  return Object.entries(labels)
    .map(([key, values]) => ({ key, values: [...values].sort() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The nodes that may be in a ComputeDomain: they meet all requirements of one of the lists. Empty: there are none. */
export function computeDomainNodes(existing: Existing): readonly (readonly NodeRequirement[])[] {
  return Object.entries(existing)
    .filter(([, { computeDomains }]) => computeDomains === "on")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, nodes]) => requirementsOf(nodes));
}

/** Every GPU node, whoever runs its device plugin, by the runtime that gives pods their GPUs: the nodes' default one first. */
export function everyGpuNode(pools: Pools, existing: Existing): readonly RuntimeNodes[] {
  const classes = new Set(Object.values(existing).flatMap(({ runtimeClass }) => runtimeClass ?? []));
  return [undefined, ...[...classes].sort()].flatMap((runtimeClass): RuntimeNodes[] => {
    const alternatives = [
      ...(runtimeClass === undefined && hasGpuPools(pools) ? [[{ key: GPU_PRESENT_LABEL, values: ["true"] }]] : []),
      ...Object.entries(existing)
        .filter(([, nodes]) => nodes.runtimeClass === runtimeClass)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, nodes]) => requirementsOf(nodes)),
    ];
    if (alternatives.length === 0) return [];
    return [{ alternatives, ...(runtimeClass === undefined ? {} : { runtimeClass }) }];
  });
}
