import { inWords } from "../../../mixins/limit.ts";
import { thanosLimits as limits } from "../../../mixins/thanos/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What Prometheus writes, and how the routers answer. */
export function writesBand(): Band {
  return { title: "Writes", height: 8, panels: [requests(), slowest()] };
}

/** What waits at the writers, and what of the copies comes nowhere. */
export function copiesBand(): Band {
  return { height: 8, panels: [behind(), refused(), forwards(), hashring()], widths: [7, 7, 6, 4] };
}

const receive = `${inCluster}, job="thanos-receive-router", handler="receive"`;

const requests = () =>
  timeseries({
    id: 1,
    title: "Write requests",
    description:
      "Requests with samples at the routers, a second, by the code of the answer.\n\n**Good:** 200 alone. **Otherwise:** 409 are samples that were there already and do no harm; 503 says that no quorum of ingestors took them: Prometheus tries again for two hours. 413 and 400 are lost.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (code) (rate(http_requests_total{${receive}}[$interval]))`,
        legend: "{{code}}",
      },
    ],
  });

const slowest = () =>
  timeseries({
    id: 2,
    title: "Time to write",
    description:
      "How long the routers take for a request, 99 of 100, until a quorum of ingestors has it.\n\n**Good:** under a second, for which Prometheus' queue is made. **Otherwise:** the queue fills: see whether ingestors are short of CPU, or one is gone.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, le) (rate(http_request_duration_seconds_bucket{${receive}}[$interval])))`,
        legend: "{{cluster}}",
      },
    ],
  });

const queue = `${inCluster}, job=~"prometheus|thanos-ruler", remote_name="thanos"`;

const behind = () =>
  timeseries({
    id: 5,
    title: "Writers behind",
    description: `How late each Prometheus, and the ruler, writes its samples.\n\n**Good:** seconds. **Otherwise:** from ${inWords(limits.remoteWriteBehind)} on ThanosRemoteWriteBehind fires: graphs end that much earlier. What is two hours late is lost to Thanos.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.remoteWriteBehind.value }),
    queries: [
      {
        expr: `max by (instance) (prometheus_remote_storage_highest_timestamp_in_seconds{${inCluster}, job=~"prometheus|thanos-ruler"}) - on (instance) min by (instance) (prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${queue}})`,
        legend: "{{instance}}",
      },
    ],
  });

const refused = () =>
  timeseries({
    id: 6,
    title: "Samples not taken",
    description:
      "Samples that were sent again, and those that were refused for good, a second, of all writers.\n\n**Good:** none. **Otherwise:** what is sent again costs time; what is refused is lost to Thanos, and ThanosRemoteWriteRefused fires. The router's codes (*Write requests*) say why.",
    unit: "cps",
    series: "lines",
    queries: [
      { expr: `sum(rate(prometheus_remote_storage_samples_retried_total{${queue}}[$interval]))`, legend: "Sent again" },
      { expr: `sum(rate(prometheus_remote_storage_samples_failed_total{${queue}}[$interval]))`, legend: "Refused" },
    ],
  });

const forwarded = `${inCluster}, job="thanos-receive-router"`;

const forwards = () =>
  timeseries({
    id: 7,
    title: "Copies that fail",
    description: `The share of the routers' requests to ingestors that failed.\n\n**Good:** 0, but for minutes in an update. **Otherwise:** above ${inWords(limits.failedForwards)} for half an hour ThanosReceiveForwardsFailing fires: an ingestor is gone. Writes go on as long as two of three copies have a place.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.failedForwards.value }),
    queries: [
      {
        expr: `sum by (cluster) (rate(thanos_receive_forward_requests_total{${forwarded}, result="error"}[$interval])) / (sum by (cluster) (rate(thanos_receive_forward_requests_total{${forwarded}}[$interval])) > 0)`,
        legend: "{{cluster}}",
      },
    ],
  });

const hashring = () =>
  stat({
    id: 24,
    title: "Hashring",
    description:
      "Whether every router could read its hashring when it changed last.\n\n**Good:** *Read*. **Otherwise:** ThanosReceiveHashringUnread fires: a router writes by an old one, and series are kept twice. Its log names the fault.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ red: 1 }),
    mappings: [
      {
        type: "value",
        options: {
          "0": { text: "Read", color: "green", index: 0 },
          "1": { text: "Unread", color: "red", index: 1 },
        },
      },
    ],
    queries: [{ expr: `max(thanos_receive_config_last_reload_successful{${forwarded}} == bool 0)`, legend: "Routers" }],
  });
