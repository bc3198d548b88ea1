import * as k8s from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import type { Foundation } from "./foundation.ts";

/** The providers of what is created in the cluster. */
export type ClusterProviders = {
  readonly kubernetes: k8s.Provider;
  readonly random: random.Provider;
};

/**
 * The providers of the cluster that everything runs in.
 *
 * @param cluster the cluster's name.
 */
export function clusterProviders({ kubeconfig, context }: Foundation, cluster: string): ClusterProviders {
  return {
    kubernetes: new k8s.Provider("cluster", {
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
      // A renewed kubeconfig is the same cluster: only another name replaces what is in it.
      clusterIdentifier: cluster,
      // Names are fixed, so content changes in place; pods notice by checksum or by themselves.
      enableConfigMapMutable: true,
      enableSecretMutable: true,
    }),
    random: new random.Provider("random"),
  };
}
