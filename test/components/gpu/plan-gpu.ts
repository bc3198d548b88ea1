import { gpuServers } from "../../../components/gpu/gpu-software.ts";
import { dcgmExporterSchema } from "../../../config/dcgm-exporter.ts";
import { gpuNodesSchema } from "../../../config/gpu-nodes.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import type { Plan } from "../../../preview/plan.ts";
import type { Json, PlannedResource } from "../../../preview/record.ts";
import { fields, gpuSettings, ofType, training } from "../compute/plan-pools.ts";
import { place, planServers } from "../plan-of.ts";

/** Settings of GPU nodes. */
export interface Nodes {
  readonly pools?: object;
  readonly existing?: object;
  readonly exporter?: object;
  readonly images?: typeof place.images;
}

/** The servers of these nodes. */
export function serversOf({ pools = {}, existing = {}, exporter = {}, images = place.images }: Nodes) {
  return gpuServers(place, {
    images,
    nodePools: nodePoolsSchema.parse(pools),
    gpuNodes: gpuNodesSchema.parse(existing),
    dcgmExporter: dcgmExporterSchema.parse(exporter),
  });
}

/** Their plan, with their network policies. */
export async function planGpu(nodes: Nodes) {
  const servers = serversOf(nodes);
  return { plan: await planServers(servers), servers };
}

/** The Kubernetes object of a kind and name. */
export function named({ resources }: Plan, kind: string, name: string): PlannedResource {
  const found = ofType(resources, kind).find(({ inputs }) => fields(inputs.metadata).name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
}

/** The name of an object in the cluster. */
export function nameOf(object: PlannedResource): string {
  return String(fields(object.inputs.metadata).name);
}

/** What a DaemonSet makes its pods from. */
export function templateOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  return fields(fields(daemonSet.inputs.spec).template);
}

/** The specification of a DaemonSet's pods. */
export function podOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  return fields(templateOf(daemonSet).spec);
}

/** The one container of a DaemonSet's pods. */
export function containerOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  const { containers } = podOf(daemonSet);
  if (!Array.isArray(containers) || containers.length !== 1) throw new Error("not one container");
  return fields(containers[0]);
}

/** A list of objects. */
export function listed(value: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

const alone = { ...training, efa: "off" };
/** Whole GPUs, slices of them, and shared ones. */
export const pools = {
  training: alone,
  small: { ...alone, gpuSharing: { mig: "1g.10gb" } },
  slices: gpuSettings({ gpuSharing: { timeSlicing: 4 } }),
};
