/** What Prometheus tells of itself. */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

const job: Label = { bound: 30, examples: ["butterfly-coordinators"], reason: "scrape jobs" };
const endpoint: Label = { bound: 2, examples: ["thanos"], reason: "remote-write endpoints" };

/** Prometheus' own series. */
export const prometheusCatalogue: Catalogue = recordedCatalogue({
  system: "prometheus",
  owns: ["prometheus_"],
  targetLabels: {
    cluster,
    job: oneOf("prometheus"),
    instance: { bound: 10, examples: ["prometheus-0"], reason: "replicas of all shards, by pod" },
  },
  record: new URL("recorded/prometheus-3.15.0.json", import.meta.url),
  knowledge: {
    labels: {
      rule_group: {
        bound: 50,
        examples: ["/etc/prometheus/rules/butterfly.yaml;butterfly.specified"],
        reason: "groups of all mixins, each as file;group",
      },
      alertmanager: {
        bound: 5,
        examples: ["http://alertmanager-0.alertmanager:9093/api/v2/alerts"],
        reason: "replicas of Alertmanager",
      },
      scrape_job: job,
      config: job,
      interval: { bound: 4, examples: ["15s"], reason: "scrape intervals in use" },
      handler: { bound: 60, examples: ["/api/v1/query_range"], reason: "routes of the server" },
      code: { bound: 10, examples: ["200"], reason: "status codes in use" },
      remote_name: endpoint,
      url: endpoint,
    },
    metrics: {
      prometheus_engine_query_duration_seconds: {
        labels: { slice: oneOf("inner_eval", "prepare_time", "queue_time", "result_sort") },
      },
      prometheus_tsdb_head_samples_appended_total: { labels: { type: oneOf("float", "histogram") } },
    },
    unseen: [
      {
        name: "prometheus_remote_storage_exemplars_dropped_total",
        type: "counter",
        help: "Exemplars that remote write left out.",
        labels: ["reason", "remote_name", "url"],
      },
      {
        name: "prometheus_remote_storage_histograms_dropped_total",
        type: "counter",
        help: "Native histograms that remote write left out.",
        labels: ["reason", "remote_name", "url"],
      },
      {
        name: "prometheus_target_reload_length_seconds",
        type: "summary",
        help: "Time between two reloads of a scrape pool.",
        labels: ["interval"],
      },
      {
        name: "prometheus_tsdb_wal_reader_corruption_errors_total",
        type: "counter",
        help: "Errors in reading the write-ahead log while it is written.",
        labels: ["error"],
      },
      {
        name: "prometheus_tsdb_wal_replay_unknown_refs_total",
        type: "counter",
        help: "References to series unknown to a replay of the write-ahead log.",
        labels: ["type"],
      },
      {
        name: "prometheus_tsdb_wbl_replay_unknown_refs_total",
        type: "counter",
        help: "References to series unknown to a replay of the log of samples out of order.",
        labels: ["type"],
      },
    ],
  },
});
