import { inCluster, onNode } from "../selectors.ts";

const faults = `butterfly_byzantine_faults_detected_total{${onNode}}`;

/**
 * The faults of the page's time range. A counter may begin to exist with its first fault, at 1, of which `increase` sees nothing: a series that
 * is new on a target which was scraped all the time counts with its value.
 */
export const faultsOfRange: string = `((${faults} unless (${faults} offset $__range)) and on (cluster, job, instance) (up{${inCluster}} offset $__range == 1) or increase(${faults}[$__range]))`;
