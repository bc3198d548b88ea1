/** The label matchers of the cluster's panels: what the variables at the top of the page choose. */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Series of the objects in the chosen namespaces. */
export const inNamespace = `${inCluster}, namespace=~"$namespace"`;
