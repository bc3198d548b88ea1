import { inCluster } from "../selectors.ts";

/**
 * The share of targets that do not answer, by scrape job. A job that had targets an hour ago and has none now is wholly
 * down: it has no `up` that could say so, and `group` makes it 1. Not so the exporter on GPU nodes, which the autoscaler may
 * take away to the last.
 */
export const downByJob = `avg by (cluster, job) (up{${inCluster}} == bool 0) or group by (cluster, job) (up{${inCluster}, job!="dcgm-exporter"} offset 1h)`;
