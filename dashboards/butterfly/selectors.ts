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

/** Every target of Butterfly's scrape jobs: `up` is there even for a node that does not answer. */
export const targets = 'job=~"butterfly-.+"';

/** The chosen clusters' nodes that were there within the time range, answering or not. */
export const knownNodes = `last_over_time(up{${targets}, ${inCluster}}[$__range])`;

/** The chosen nodes that answer. */
export const knownNow = `up{${targets}, ${onNode}} == 1`;

/** Series of the chosen models, for the few metrics that have the label. */
export const ofModel = `${onNode}, model=~"$model"`;
