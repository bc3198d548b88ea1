/** The launch template of a node group, as arguments. */

import type * as aws from "@pulumi/aws";
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  capacityBlockOf,
  type NodePool,
  ownImageOf,
  reservationGroupOf,
  reservationOf,
} from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { volumesOf } from "./machine-image.ts";
import { efaInterfaces } from "./network-interfaces.ts";
import type { NodeBootstrap } from "./node-bootstrap.ts";
import { userData } from "./user-data.ts";

/** What a launch template is made from. */
export interface LaunchTemplateParts {
  readonly pool: NodePool;
  /** Tags of instances, volumes and network interfaces: EKS passes none of its own on. */
  readonly tags: Readonly<Record<string, string>>;
  readonly volumeKeyArn?: pulumi.Input<string> | undefined;
  /** Set with EFA: security groups of every interface, for EKS adds none to interfaces of a template's own. */
  readonly securityGroupIds?: readonly pulumi.Input<string>[] | undefined;
  /** Name of the cluster placement group, where there is one. */
  readonly placementGroup?: pulumi.Input<string> | undefined;
  /** What nodes find the cluster by, where EKS does not tell them: with an image of one's own. */
  readonly bootstrap?: pulumi.Output<NodeBootstrap> | undefined;
}

/**
 * Instance metadata with session tokens only, and no further than the node itself: a pod is one hop farther, so it cannot
 * take the node's role (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html).
 */
export const METADATA_OPTIONS = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
} as const;

/** What a bill or an audit finds an instance by. */
const TAGGED = ["instance", "volume", "network-interface"] as const;

/**
 * The arguments of a pool's launch template. The instance type is the node group's, except with a Capacity Block, which
 * needs it here (https://docs.aws.amazon.com/eks/latest/userguide/capacity-blocks-mng.html).
 */
export function launchTemplateArgs({
  pool,
  tags,
  volumeKeyArn,
  securityGroupIds,
  placementGroup,
  bootstrap,
}: LaunchTemplateParts): aws.ec2.LaunchTemplateArgs {
  const text = encodedUserData(pool, bootstrap);
  const imageId = ownImageOf(pool);
  const target = reservationTarget(pool);
  return {
    metadataOptions: METADATA_OPTIONS,
    blockDeviceMappings: volumesOf(pool).map(({ device, gib }) => ({
      deviceName: device,
      ebs: {
        volumeSize: gib,
        volumeType: "gp3",
        encrypted: "true",
        deleteOnTermination: "true",
        ...(volumeKeyArn === undefined ? {} : { kmsKeyId: volumeKeyArn }),
      },
    })),
    tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: { ...tags } })),
    tags: { ...tags },
    ...(imageId === undefined ? {} : { imageId }),
    ...(text === undefined ? {} : { userData: text }),
    ...(securityGroupIds === undefined ? {} : { networkInterfaces: interfaces(pool, securityGroupIds) }),
    ...(placementGroup === undefined ? {} : { placement: { groupName: placementGroup } }),
    ...(capacityBlockOf(pool) === undefined
      ? {}
      : { instanceType: pool.instanceTypes.join(), instanceMarketOptions: { marketType: "capacity-block" } }),
    ...(target === undefined ? {} : { capacityReservationSpecification: { capacityReservationTarget: target } }),
  };
}

function encodedUserData(
  pool: NodePool,
  bootstrap: pulumi.Output<NodeBootstrap> | undefined,
): pulumi.Input<string> | undefined {
  const encoded = (text: string) => Buffer.from(text).toString("base64");
  if (bootstrap !== undefined) return bootstrap.apply((known) => encoded(userData(pool, known) ?? ""));
  const text = userData(pool);
  return text === undefined ? undefined : encoded(text);
}

/**
 * The reservation, or the group of some, that instances start in
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-launch.html).
 */
function reservationTarget(
  pool: NodePool,
): types.input.ec2.LaunchTemplateCapacityReservationSpecificationCapacityReservationTarget | undefined {
  const group = reservationGroupOf(pool);
  if (group !== undefined) return { capacityReservationResourceGroupArn: group };
  const reservation = reservationOf(pool);
  return reservation === undefined ? undefined : { capacityReservationId: reservation };
}

function interfaces(
  { instanceTypes: [type = ""] }: NodePool,
  securityGroupIds: readonly pulumi.Input<string>[],
): types.input.ec2.LaunchTemplateNetworkInterface[] {
  return efaInterfaces(gpuInstance(type)).map(({ networkCardIndex, deviceIndex, interfaceType }) => ({
    networkCardIndex,
    deviceIndex,
    interfaceType,
    securityGroups: [...securityGroupIds],
    deleteOnTermination: "true",
  }));
}
