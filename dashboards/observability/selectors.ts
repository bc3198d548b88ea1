/**
 * The label matchers of the stack's panels: what the variables at the top of the page choose.
 *
 * Only panels on single replicas of Prometheus ask by `instance`, only those on containers by `namespace`: whether the
 * pipeline as a whole is sound is no question of one replica.
 */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Prometheus' own series, of the chosen replicas. */
export const ofPrometheus = `${inCluster}, job="prometheus", instance=~"$instance"`;

/** Series of pods in the chosen namespaces. */
export const inNamespace = `${inCluster}, namespace=~"$namespace"`;

/** The labels that tell one container from another, whoever speaks of it. */
export const container = "cluster, namespace, pod, container";
