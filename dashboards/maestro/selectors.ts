/**
 * The label matchers of Maestro's panels: what the variables at the top of the page choose. What each replica tells of the one
 * database (models, quotas, users) is the highest of them, never the sum.
 */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Series of the chosen tenants. */
export const ofTenant = `${inCluster}, tenant_id=~"$tenant"`;

/** Series of the chosen endpoints. */
export const ofEndpoint = `${inCluster}, endpoint=~"$endpoint"`;

/** The API's replicas: `up` is there even for one that does not answer. */
export const targets = `up{job="maestro-api", ${inCluster}}`;

/** The API's replicas that answer: where they are, what was never counted is zero. */
export const answering = `${targets} == 1`;
