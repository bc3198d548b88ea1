import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes";
import { findsClusterItself } from "../../config/node-pools.ts";
import type { Settings } from "../../config/settings.ts";
import { partitionOf } from "../../facts/regions.ts";
import { costTags } from "../aws/cost-tags.ts";
import type { Foundation } from "../foundation/foundation.ts";
import { NodePools } from "./node-pools.ts";

/**
 * Makes the node pools of a stack's settings, in its AWS account; absent where the settings name no account or the foundation
 * no EKS cluster. The settings' own checks refuse pools without either.
 */
export function ownNodePools(
  stack: string,
  settings: Settings,
  foundation: Foundation,
  kubernetes: KubernetesProvider,
  aws: AwsProvider | undefined,
): NodePools | undefined {
  const { aws: account, nodePools, environment, owner } = settings;
  const { clusterName, subnets, vpcId, clusterSecurityGroupId } = foundation;
  if (account === undefined || aws === undefined || clusterName === undefined || subnets === undefined)
    return undefined;
  const bootstrap = Object.values(nodePools).some(findsClusterItself) ? foundation.bootstrap : undefined;
  return new NodePools(
    "node-pools",
    {
      pools: nodePools,
      stack,
      cluster: {
        name: clusterName,
        cniPermissions: account.cniPermissions,
        ...(vpcId === undefined ? {} : { vpcId }),
        ...(clusterSecurityGroupId === undefined ? {} : { securityGroupId: clusterSecurityGroupId }),
        ...(bootstrap === undefined ? {} : { bootstrap }),
      },
      subnets,
      ...(account.volumeKeyArn === undefined ? {} : { volumeKeyArn: account.volumeKeyArn }),
      nodeShell: account.nodeShell,
      tags: costTags({ stack, environment, owner, extra: account.tags }),
      partition: partitionOf(account.region),
    },
    { providers: { kubernetes, aws } },
  );
}
