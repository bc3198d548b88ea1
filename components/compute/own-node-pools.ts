import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes";
import type { Settings } from "../../config/settings.ts";
import { partitionOf } from "../../facts/regions.ts";
import { costTags } from "../aws/cost-tags.ts";
import type { Foundation } from "../foundation/foundation.ts";
import { NodePools } from "./node-pools.ts";

/**
 * The node pools of a stack's settings, in its AWS account; nothing where the settings name no account or the foundation no
 * EKS cluster. The settings' own checks refuse pools without either.
 */
export function ownNodePools(
  stack: string,
  settings: Settings,
  { clusterName, subnets, vpcId, clusterSecurityGroupId }: Foundation,
  kubernetes: KubernetesProvider,
): NodePools | undefined {
  const { aws: account, nodePools, environment, owner } = settings;
  if (account === undefined || clusterName === undefined || subnets === undefined) return undefined;
  const aws = new AwsProvider("aws", {
    region: account.region,
    ...(account.accountId === undefined ? {} : { allowedAccountIds: [account.accountId] }),
  });
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
      },
      subnets,
      ...(account.volumeKeyArn === undefined ? {} : { volumeKeyArn: account.volumeKeyArn }),
      tags: costTags({ stack, environment, owner, extra: account.tags }),
      partition: partitionOf(account.region),
    },
    { providers: { kubernetes, aws } },
  );
}
