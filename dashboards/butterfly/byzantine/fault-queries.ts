import { inCluster, onNode } from "../selectors.ts";

const faults = `butterfly_byzantine_faults_detected_total{${onNode}}`;

/**
 * The faults of a window. A counter may begin to exist with its first fault, at 1, of which `increase` sees nothing: a series that
 * is new on a target which was scraped all the time counts with its value.
 */
export function faultsIn(window: "1h" | "$__range"): string {
  return `((${faults} unless (${faults} offset ${window})) and on (cluster, job, instance) (up{${inCluster}} offset ${window} == 1) or increase(${faults}[${window}]))`;
}
