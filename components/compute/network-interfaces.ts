/** The network interfaces of nodes with Elastic Fabric Adapters. */
import type { NodePool } from "../../config/node-pools.ts";
import { type GpuInstance, gpuInstance } from "../../facts/gpu-instances.ts";

/** One network interface at its place. */
export interface NodeInterface {
  readonly networkCardIndex: number;
  readonly deviceIndex: number;
  /** `interface` has an address (ENA); `efa-only` carries nothing but EFA traffic and takes no address. */
  readonly interfaceType: "interface" | "efa-only";
}

/**
 * One EFA interface on every network card that has EFA, and one interface with an address: the primary one. Addresses are
 * scarce in most networks, and one interface a card for IP would take dozens.
 *
 * The first card shares its EFA interface with the primary one (device 1), unless it is for IP alone as on
 * `p6-b300.48xlarge`; on the other cards EFA is device 0.
 * Layout: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html
 */
export function efaInterfaces({ efaInterfaces: count, networkCards }: GpuInstance): readonly NodeInterface[] {
  const firstCard = networkCards - count;
  const fabric = Array.from({ length: count }, (_, index): NodeInterface => {
    const networkCardIndex = firstCard + index;
    return { networkCardIndex, deviceIndex: networkCardIndex === 0 ? 1 : 0, interfaceType: "efa-only" };
  });
  return [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" }, ...fabric];
}

/** The adapters of a node: a pool with EFA is of one type. */
export function efaAdapters({ instanceTypes }: Pick<NodePool, "instanceTypes">): number {
  return gpuInstance(instanceTypes.join()).efaInterfaces;
}
