import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes";
import type { Resource } from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import { partitionOf } from "../../facts/regions.ts";
import { costTags } from "../aws/cost-tags.ts";
import type { Foundation } from "../foundation/foundation.ts";
import { NodePools } from "./node-pools.ts";

/**
 * Makes the node pools of a stack's settings, in its AWS account; none where the settings name no account or the foundation
 * no EKS cluster. The settings' own checks refuse pools without either.
 *
 * @returns what brings the nodes, for what must not be without them.
 */
export function ownNodePools(
  stack: string,
  settings: Settings,
  { clusterName, subnets, vpcId, clusterSecurityGroupId }: Foundation,
  kubernetes: KubernetesProvider,
  aws: AwsProvider | undefined,
): readonly Resource[] {
  const { aws: account, nodePools, environment, owner } = settings;
  if (account === undefined || aws === undefined || clusterName === undefined || subnets === undefined) return [];
  const { pools } = new NodePools(
    "node-pools",
    {
      pools: nodePools,
      stack,
      cluster: {
        name: clusterName,
        cniPermissions: account.cniPermissions,
        ...(vpcId === undefined ? {} : { vpcId }),
        ...(clusterSecurityGroupId === undefined ? {} : { securityGroupId: clusterSecurityGroupId }),
      },
      subnets,
      ...(account.volumeKeyArn === undefined ? {} : { volumeKeyArn: account.volumeKeyArn }),
      tags: costTags({ stack, environment, owner, extra: account.tags }),
      partition: partitionOf(account.region),
    },
    { providers: { kubernetes, aws } },
  );
  return Object.values(pools).map(({ nodes }) => nodes);
}
