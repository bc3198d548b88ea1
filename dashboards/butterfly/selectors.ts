/**
 * The label matchers of Butterfly's panels: what the variables at the top of the page choose.
 *
 * A panel that speaks of a cluster as a whole (quorum, terms, lags) asks by `cluster` alone: the spread between the
 * terms of one chosen node would always be zero.
 */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Series of the chosen nodes; every Butterfly series has a `node_id`. */
export const onNode = `${inCluster}, node_id=~"$node"`;

/** Series of the chosen models, for the few metrics that have the label. */
export const ofModel = `${onNode}, model=~"$model"`;
