import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as k8s from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import type { Settings } from "../../config/settings.ts";
import type { Foundation } from "./foundation.ts";

/** The providers of what is created in the cluster. */
export type ClusterProviders = {
  readonly kubernetes: k8s.Provider;
  readonly random: random.Provider;
};

/**
 * The providers of the cluster that everything runs in.
 *
 * @param cluster what the cluster is known by: another one replaces everything that is in it.
 */
export function clusterProviders({ kubeconfig, context }: Foundation, cluster: string): ClusterProviders {
  const args: k8s.ProviderArgs = {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    // A renewed kubeconfig is the same cluster.
    clusterIdentifier: cluster,
    // Names are fixed, so content changes in place; pods notice by checksum or by themselves.
    enableConfigMapMutable: true,
    enableSecretMutable: true,
    // What somebody changed by hand (`kubectl scale`) is taken back in place of blocking every later `up`.
    enablePatchForce: true,
  };
  return {
    kubernetes: withoutVariable("KUBECONFIG", () => new k8s.Provider("cluster", args)),
    random: new random.Provider("random"),
  };
}

/** The provider of what is created in AWS; none where the settings name no account. */
export function awsProvider(account: Settings["aws"]): AwsProvider | undefined {
  if (account === undefined) return undefined;
  return new AwsProvider("aws", {
    region: account.region,
    ...(account.accountId === undefined ? {} : { allowedAccountIds: [account.accountId] }),
  });
}

/**
 * The SDK would write the variable's text into the provider's inputs, and so into the state: a path of one machine, or a
 * token. Left out, the provider's own process reads the variable, several files and all.
 */
function withoutVariable<Made>(variable: string, make: () => Made): Made {
  const value = process.env[variable];
  delete process.env[variable];
  try {
    return make();
  } finally {
    if (value !== undefined) process.env[variable] = value;
  }
}
