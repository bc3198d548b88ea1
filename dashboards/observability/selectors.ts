/**
 * The label matchers of the stack's panels: what the variables at the top of the page choose.
 *
 * Only panels on single replicas of Prometheus ask by `instance`, only those on containers by `namespace`: whether the
 * pipeline as a whole is sound is no question of one replica.
 */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The chosen clusters that had a Prometheus within the time range, answering or not. */
export const knownClusters = `last_over_time(up{${inCluster}, job="prometheus"}[$__range])`;

/** Prometheus' own series, of the chosen replicas. */
export const ofPrometheus = `${inCluster}, job="prometheus", instance=~"$replica"`;

/** Series of pods in the chosen namespaces. */
export const inNamespace = `${inCluster}, namespace=~"$namespace"`;

/** The labels that tell one container from another, whoever speaks of it. */
export const container = "cluster, namespace, pod, container";
