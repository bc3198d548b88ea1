import { quote } from "../../problems/legible.ts";
import type { ExistingGpuNodes } from "../gpu-nodes.ts";
import { describeFound, formatPath, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** How existing GPU nodes must fit each other and the stack's own pools. */
export const gpuNodeChecks: readonly Check[] = [
  {
    rule: "No name is in both `gpuNodes` and `nodePools`: it would mean two sets of nodes.",
    find({ gpuNodes = {}, nodePools = {} }) {
      return Object.keys(gpuNodes)
        .filter((name) => Object.hasOwn(nodePools, name))
        .map((name) => {
          const message = `is the name of the node pool ${formatPath(["nodePools", name])} as well; rename one`;
          return settingError(["gpuNodes", name], message);
        });
    },
  },
  {
    rule: 'A group of `gpuNodes` with `devicePlugin: "present"` has no `gpuSharing`: its own plugin says how GPUs are shared.',
    find({ gpuNodes = {} }) {
      return Object.entries(gpuNodes)
        .filter(([, { devicePlugin, gpuSharing }]) => devicePlugin === "present" && gpuSharing.kind !== "whole")
        .map(([name]) =>
          settingError(
            ["gpuNodes", name, "gpuSharing"],
            'is told to the device plugin that is installed; remove it, or set devicePlugin: "install"',
          ),
        );
    },
  },
  {
    rule: "No node can be in two groups of `gpuNodes`, of which one gets a device plugin: some label that both name has no value in common.",
    find({ gpuNodes = {} }) {
      const groups = Object.entries(gpuNodes);
      return groups.flatMap(([name, nodes], index) =>
        groups
          .slice(0, index)
          .filter(([, other]) => [nodes, other].some(({ devicePlugin }) => devicePlugin === "install"))
          .filter(([, other]) => mayOverlap(nodes, other))
          .map(([other]) =>
            settingError(
              ["gpuNodes", name, "labels"],
              `a node could be in ${quote(other)} too, and two device plugins would fight for its GPUs; name a label in both whose values differ`,
              { found: describeFound(nodes.labels) },
            ),
          ),
      );
    },
  },
  {
    rule: "A group of `gpuNodes` with `computeDomains: on` splits no GPU by MIG: its slices have no NVLink.",
    find({ gpuNodes = {} }) {
      return Object.entries(gpuNodes)
        .filter(([, { computeDomains, gpuSharing }]) => computeDomains === "on" && gpuSharing.kind === "mig")
        .map(([name]) =>
          settingError(["gpuNodes", name, "computeDomains"], "joins GPUs by NVLink, which slices of MIG have none of", {
            hint: 'set it to "off", or remove gpuSharing',
          }),
        );
    },
  },
  {
    rule: "`computeDomains: on` is for Kubernetes 1.34 and later: no node pool has a `release` of a kubelet that such a cluster would not take.",
    find({ gpuNodes = {}, nodePools = {} }) {
      const old = Object.entries(nodePools).find(([, { release }]) => kubeletMinor(release) < OLDEST_KUBELET);
      if (old === undefined) return [];
      const [pool, { release = "" }] = old;
      return Object.entries(gpuNodes)
        .filter(([, { computeDomains }]) => computeDomains === "on")
        .map(([name]) =>
          settingError(
            ["gpuNodes", name, "computeDomains"],
            `needs Kubernetes 1.34, which takes no kubelet as old as that of ${formatPath(["nodePools", pool, "release"])}, ${quote(release)}`,
            { hint: 'update the cluster first, or set it to "off"' },
          ),
        );
    },
  },
];

/** A kubelet may be three minor versions older than an API of 1.34 (https://kubernetes.io/releases/version-skew-policy/#kubelet). */
const OLDEST_KUBELET = 31;

/** The minor version of the kubelet in a release of AL2023; of Bottlerocket's, which are numbered by themselves, nothing is known. */
function kubeletMinor(release: string | undefined): number {
  const [, minor] = /^1\.(\d+)\.\d+-20\d{6}$/.exec(release ?? "") ?? [];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}

/** Whether some node could meet the labels of both: there is no label of which they want different values. */
function mayOverlap(a: ExistingGpuNodes, b: ExistingGpuNodes): boolean {
  return !Object.entries(a.labels).some(([key, values]) => {
    const others = b.labels[key];
    return others !== undefined && !values.some((value) => others.includes(value));
  });
}
