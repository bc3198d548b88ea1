import { inWords } from "../../../mixins/limit.ts";
import { observabilityLimits as limits } from "../../../mixins/observability/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { ofPrometheus } from "../selectors.ts";

/** What stores that are not the stack's own get of Prometheus' samples. */
export function storesBand(): Band {
  return { title: "Stores that samples are written to", height: 8, panels: [behind(), refused()] };
}

/** The queues to other stores than Thanos, which has a dashboard of its own. */
const queue = `${ofPrometheus}, remote_name!="thanos"`;
const store = "{{cluster}}/{{instance}} {{remote_name}}";

const behind = () =>
  timeseries({
    id: 34,
    title: "Stores behind",
    description: `How late each Prometheus writes its samples to each store of \`prometheus.remoteWrite\`; *No data* where there is none.\n\n**Good:** seconds. **Otherwise:** from ${inWords(limits.storeBehind)} on PrometheusRemoteWriteBehind fires: the store's graphs end that much earlier. What is two hours late is lost to it.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.storeBehind.value }),
    queries: [
      {
        expr: `max by (cluster, instance) (prometheus_remote_storage_highest_timestamp_in_seconds{${ofPrometheus}}) - on (cluster, instance) group_right () min by (cluster, instance, remote_name) (prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${queue}})`,
        legend: store,
      },
    ],
  });

const refused = () =>
  timeseries({
    id: 35,
    title: "Samples that stores do not take",
    description: `The share of samples that each store refused for good, and of those that it was sent again.\n\n**Good:** 0. **Otherwise:** what is sent again costs time; what is refused is lost to it, and above ${inWords(limits.refusedByStore)} PrometheusRemoteWriteRefused fires. The log of the server has the answer's text.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.refusedByStore.value }),
    queries: [
      {
        expr: `sum by (cluster, instance, remote_name) (rate(prometheus_remote_storage_samples_failed_total{${queue}}[$interval])) / (sum by (cluster, instance, remote_name) (rate(prometheus_remote_storage_samples_total{${queue}}[$interval])) > 0)`,
        legend: `${store} refused`,
      },
      {
        expr: `sum by (cluster, instance, remote_name) (rate(prometheus_remote_storage_samples_retried_total{${queue}}[$interval])) / (sum by (cluster, instance, remote_name) (rate(prometheus_remote_storage_samples_total{${queue}}[$interval])) > 0)`,
        legend: `${store} again`,
      },
    ],
  });
