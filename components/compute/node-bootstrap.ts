/** How nodes of an image of one's own join the cluster: what EKS tells those of its own images. */
import * as pulumi from "@pulumi/pulumi";
import ipaddr from "ipaddr.js";
import { findsClusterItself, type NodePool } from "../../config/node-pools.ts";
import type { ClusterBootstrap } from "../foundation/foundation.ts";
import { nodeLabels } from "./node-labels.ts";
import type { NodePoolArgs } from "./pool-args.ts";

/** What a node is told of the cluster and of itself. */
export interface NodeBootstrap extends ClusterBootstrap {
  /** The cluster's name in EKS. */
  readonly clusterName: string;
  /** The labels that the node has from the first moment on: DaemonSets find it by them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What the nodes of a pool must be told; nothing where EKS or Karpenter tells them. */
export function nodeBootstrap({
  pool,
  poolName,
  cluster: { name, bootstrap },
}: Pick<NodePoolArgs, "pool" | "poolName" | "cluster">): pulumi.Output<NodeBootstrap> | undefined {
  if (!findsClusterItself(pool) || bootstrap === undefined) return undefined;
  const labels = nodeLabels(poolName, pool);
  return pulumi.all([name, bootstrap]).apply(([clusterName, known]) => ({ ...known, clusterName, labels }));
}

/**
 * The part of nodeadm's configuration (https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/). EKS sets the taints of such nodes
 * some time after they joined, when pods may be there already, so the kubelet registers them with it.
 */
export function nodeadmBootstrap(
  { taints }: Pick<NodePool, "taints">,
  { clusterName, endpoint, certificateAuthority, serviceCidr, labels }: NodeBootstrap,
) {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const registered = taints.map(({ key, value, effect }) => `${value === "" ? key : `${key}=${value}`}:${effect}`);
  return {
    cluster: { name: clusterName, apiServerEndpoint: endpoint, certificateAuthority, cidr: serviceCidr },
    kubelet: {
      flags: [
        `--node-labels=${pairs.join(",")}`,
        ...(registered.length === 0 ? [] : [`--register-with-taints=${registered.join(",")}`]),
      ],
    },
  };
}

/** The same as settings of Bottlerocket (https://bottlerocket.dev/en/os/latest/#/api/settings/kubernetes/): tables of TOML. */
export function bottlerocketBootstrap(
  { taints }: Pick<NodePool, "taints">,
  { clusterName, endpoint, certificateAuthority, serviceCidr, labels }: NodeBootstrap,
): readonly string[] {
  const byKey = Map.groupBy(taints, ({ key }) => key);
  const registered = [...byKey].map(
    ([key, of]) => `"${key}" = [${of.map(({ value, effect }) => `"${value}:${effect}"`).join(", ")}]\n`,
  );
  return [
    `[settings.kubernetes]
api-server = "${endpoint}"
cluster-certificate = "${certificateAuthority}"
cluster-dns-ip = "${dnsAddress(serviceCidr)}"
cluster-name = "${clusterName}"
`,
    `[settings.kubernetes.node-labels]\n${Object.entries(labels)
      .map(([key, value]) => `"${key}" = "${value}"\n`)
      .join("")}`,
    ...(registered.length === 0 ? [] : [`[settings.kubernetes.node-taints]\n${registered.join("")}`]),
  ];
}

/** Where EKS puts the cluster's DNS: the tenth address of the Services' network. nodeadm works it out by itself. */
function dnsAddress(serviceCidr: string): string {
  const [network] = ipaddr.parseCIDR(serviceCidr);
  const bytes = network.toByteArray();
  return ipaddr.fromByteArray([...bytes.slice(0, -1), 10]).toString();
}
