/** Karpenter's objects for a pool, as data. Fields: https://karpenter.sh/docs/concepts/ */
import * as pulumi from "@pulumi/pulumi";
import { type NodePool, ownImageOf, poolZones, reservationOf } from "../../config/node-pools.ts";
import { poolSubnets } from "../../config/node-subnets.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { advertisedPerNode } from "./capacity.ts";
import { GPU_RESOURCE } from "./gpu-sharing.ts";
import { METADATA_OPTIONS } from "./launch-template.ts";
import { amiAliasOf, operatingSystemOf, poolArchitecture, volumesOf } from "./machine-image.ts";
import { efaInterfaces } from "./network-interfaces.ts";
import { nodeLabels } from "./node-labels.ts";
import type { NodePoolArgs } from "./pool-args.ts";
import { hasLocalNvme, userData } from "./user-data.ts";

/** How long a node stays without pods before it is removed: long enough for the next request to find it. */
const EMPTY_FOR = "10m";
/**
 * Nodes do not grow too old. Karpenter's own month would drain each without a replacement first, and bring nothing: the image
 * is pinned, and a new release replaces nodes by itself, within the budgets.
 */
const RENEW_AFTER = "Never";

/** What an EC2NodeClass is made from. */
export interface NodeClassParts extends Pick<NodePoolArgs, "pool" | "subnets" | "tags" | "volumeKeyArn"> {
  readonly roleName: pulumi.Input<string>;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly placementGroup: pulumi.Input<string> | undefined;
}

/** The spec of a pool's EC2NodeClass: what its instances are. */
export function nodeClassSpec(parts: NodeClassParts): Readonly<Record<string, unknown>> {
  const { pool, volumeKeyArn, placementGroup } = parts;
  const text = userData(pool);
  const reservation = reservationOf(pool);
  const image = ownImageOf(pool);
  return {
    amiFamily: operatingSystemOf(pool) === "bottlerocket" ? "Bottlerocket" : "AL2023",
    amiSelectorTerms: [image === undefined ? { alias: amiAliasOf(pool) } : { id: image }],
    role: parts.roleName,
    subnetSelectorTerms: pulumi
      .output(parts.subnets)
      .apply((subnets) => poolSubnets(pool, subnets).map(({ id }) => ({ id }))),
    securityGroupSelectorTerms: parts.securityGroupIds.map((id) => ({ id })),
    metadataOptions: METADATA_OPTIONS,
    blockDeviceMappings: volumesOf(pool).map(({ device, gib }, index, volumes) => ({
      deviceName: device,
      rootVolume: index === volumes.length - 1,
      ebs: {
        volumeSize: `${gib}Gi`,
        volumeType: "gp3",
        encrypted: true,
        deleteOnTermination: true,
        ...(volumeKeyArn === undefined ? {} : { kmsKeyID: volumeKeyArn }),
      },
    })),
    tags: { ...parts.tags },
    ...(hasLocalNvme(pool) ? { instanceStorePolicy: "RAID0" } : {}),
    ...(text === undefined ? {} : { userData: text }),
    ...(reservation === undefined ? {} : { capacityReservationSelectorTerms: [{ id: reservation }] }),
    ...(pool.kind === "gpu" && pool.efa === "on"
      ? { networkInterfaces: efaInterfaces(gpuInstance(pool.instanceTypes.join())) }
      : {}),
    ...(placementGroup === undefined ? {} : { placementGroupSelector: { name: placementGroup } }),
  };
}

/**
 * The spec of a pool's NodePool: which instances, how many, and when they go. GPU nodes go when they are empty only: moving
 * a model to save a node costs more than it saves.
 */
export function nodePoolSpec(poolName: string, pool: NodePool, nodeClass: string): Readonly<Record<string, unknown>> {
  const zones = poolZones(pool);
  const requirements = {
    "node.kubernetes.io/instance-type": pool.instanceTypes,
    "karpenter.sh/capacity-type": [typeof pool.capacity === "string" ? pool.capacity : "reserved"],
    "kubernetes.io/arch": [poolArchitecture(pool) === "arm64" ? "arm64" : "amd64"],
    ...(zones.length === 0 ? {} : { "topology.kubernetes.io/zone": zones }),
  };
  return {
    template: {
      metadata: { labels: nodeLabels(poolName, pool) },
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: nodeClass },
        requirements: Object.entries(requirements).map(([key, values]) => ({
          key,
          operator: "In",
          values: [...values],
        })),
        taints: pool.taints.map(({ key, value, effect }) => ({ key, effect, ...(value === "" ? {} : { value }) })),
        expireAfter: RENEW_AFTER,
      },
    },
    disruption: {
      consolidationPolicy: pool.kind === "gpu" ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
      consolidateAfter: EMPTY_FOR,
      budgets: [{ nodes: atOnce(pool.update) }],
    },
    limits: { nodes: String(pool.max) },
  };
}

function atOnce(update: NodePool["update"]): string {
  return "maxUnavailable" in update ? String(update.maxUnavailable) : `${update.maxUnavailablePercentage}%`;
}

/**
 * The spec of a NodeOverlay that tells Karpenter how many GPUs a node will advertise once its GPUs are shared; nothing where
 * pods have whole GPUs. Without it, Karpenter starts a node for every few pods that one node could hold.
 */
export function nodeOverlaySpec(pool: NodePool, nodePool: string): Readonly<Record<string, unknown>> | undefined {
  if (pool.kind === "system" || pool.gpuSharing.kind === "whole") return undefined;
  return {
    requirements: [{ key: "karpenter.sh/nodepool", operator: "In", values: [nodePool] }],
    capacity: { [GPU_RESOURCE]: String(advertisedPerNode(pool)) },
  };
}
