/** What Prometheus 3.15 tells of itself (its `/metrics`). Only the series that rules and dashboards use, or soon will. */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { counter, gauge, histogram, summary } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const ruleGroup: Readonly<Record<string, Label>> = {
  rule_group: {
    bound: 50,
    examples: ["/etc/prometheus/rules/butterfly.yaml;butterfly.specified"],
    reason: "groups of all mixins, each as file;group",
  },
};
const alertmanager: Readonly<Record<string, Label>> = {
  alertmanager: {
    bound: 5,
    examples: ["http://alertmanager-0.alertmanager:9093/api/v2/alerts"],
    reason: "replicas of Alertmanager",
  },
};
const scrapeJob: Readonly<Record<string, Label>> = {
  scrape_job: { bound: 30, examples: ["butterfly-coordinators"], reason: "scrape jobs" },
};
const handler: Label = { bound: 60, examples: ["/api/v1/query_range"], reason: "routes of the server" };

/** Upper bounds of Prometheus' HTTP histogram, in seconds. */
const HTTP_BUCKETS = [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120];

/** Prometheus' own series. */
export const prometheusCatalogue: Catalogue = {
  system: "prometheus",
  targetLabels: {
    cluster,
    job: oneOf("prometheus"),
    instance: { bound: 10, examples: ["prometheus-0"], reason: "replicas of all shards, by pod" },
  },
  metrics: [
    gauge("prometheus_build_info", "info", "Version of the server.", {
      version: { bound: 2, examples: ["3.15.0"], reason: "versions during an upgrade" },
      revision: { bound: 2, reason: "versions during an upgrade" },
      branch: { bound: 2, reason: "versions during an upgrade" },
      goversion: { bound: 2, reason: "versions during an upgrade" },
      goos: oneOf("linux"),
      goarch: oneOf("amd64", "arm64"),
      tags: { bound: 2, reason: "versions during an upgrade" },
    }),
    gauge("prometheus_ready", "count", "Whether the server is ready."),
    gauge("prometheus_config_last_reload_successful", "count", "Whether the last reload of the configuration worked."),
    gauge("prometheus_config_last_reload_success_timestamp_seconds", "timestamp", "When a reload last worked."),
    gauge("prometheus_tsdb_head_series", "count", "Series in the head: the active ones."),
    gauge("prometheus_tsdb_head_chunks", "count", "Chunks in the head."),
    counter("prometheus_tsdb_head_series_created_total", "count", "Series that came into the head."),
    counter("prometheus_tsdb_head_series_removed_total", "count", "Series that left the head."),
    counter("prometheus_tsdb_head_samples_appended_total", "count", "Samples taken in.", {
      type: oneOf("float", "histogram"),
    }),
    gauge("prometheus_tsdb_storage_blocks_bytes", "bytes", "Size of the blocks on disk."),
    gauge("prometheus_tsdb_wal_storage_size_bytes", "bytes", "Size of the write-ahead log."),
    gauge("prometheus_tsdb_head_chunks_storage_size_bytes", "bytes", "Size of the head's chunks on disk."),
    gauge("prometheus_tsdb_retention_limit_bytes", "bytes", "Size above which old blocks go; 0: no limit."),
    gauge("prometheus_tsdb_retention_limit_seconds", "seconds", "Age above which old blocks go; 0: no limit."),
    gauge("prometheus_tsdb_lowest_timestamp_seconds", "timestamp", "The oldest sample."),
    counter("prometheus_tsdb_compactions_total", "count", "Compactions run."),
    counter("prometheus_tsdb_compactions_failed_total", "count", "Compactions that failed."),
    counter("prometheus_tsdb_reloads_total", "count", "Reloads of the blocks on disk."),
    counter("prometheus_tsdb_reloads_failures_total", "count", "Reloads of the blocks that failed."),
    counter("prometheus_tsdb_wal_corruptions_total", "count", "Corruptions of the write-ahead log."),
    counter("prometheus_tsdb_wal_writes_failed_total", "count", "Writes to the write-ahead log that failed."),
    counter("prometheus_rule_evaluations_total", "count", "Rules evaluated.", ruleGroup),
    counter("prometheus_rule_evaluation_failures_total", "count", "Rules whose evaluation failed.", ruleGroup),
    counter("prometheus_rule_group_iterations_missed_total", "count", "Evaluations missed for slowness.", ruleGroup),
    gauge("prometheus_rule_group_interval_seconds", "seconds", "Interval of a group.", ruleGroup),
    gauge(
      "prometheus_rule_group_last_duration_seconds",
      "seconds",
      "How long a group's last evaluation took.",
      ruleGroup,
    ),
    gauge(
      "prometheus_rule_group_last_evaluation_timestamp_seconds",
      "timestamp",
      "When a group was last evaluated.",
      ruleGroup,
    ),
    gauge("prometheus_rule_group_rules", "count", "Rules of a group.", ruleGroup),
    gauge("prometheus_notifications_alertmanagers_discovered", "count", "Alertmanagers that are known."),
    counter("prometheus_notifications_sent_total", "count", "Alerts sent.", alertmanager),
    counter(
      "prometheus_notifications_errors_total",
      "count",
      "Alerts that an error kept from being sent.",
      alertmanager,
    ),
    counter("prometheus_notifications_dropped_total", "count", "Alerts given up.", alertmanager),
    gauge("prometheus_notifications_queue_length", "count", "Alerts waiting to be sent.", alertmanager),
    gauge("prometheus_notifications_queue_capacity", "count", "Alerts that can wait."),
    gauge("prometheus_sd_discovered_targets", "count", "Targets found by discovery.", {
      name: { bound: 2, examples: ["scrape", "notify"], reason: "the two users of discovery" },
      config: { bound: 30, examples: ["butterfly-coordinators"], reason: "scrape jobs" },
    }),
    gauge("prometheus_target_scrape_pool_targets", "count", "Targets of a job.", scrapeJob),
    counter("prometheus_target_sync_failed_total", "count", "Targets that could not be made.", scrapeJob),
    counter("prometheus_target_scrapes_exceeded_sample_limit_total", "count", "Scrapes with too many samples."),
    counter(
      "prometheus_target_scrapes_sample_duplicate_timestamp_total",
      "count",
      "Samples refused: another with their timestamp.",
    ),
    counter("prometheus_target_scrapes_sample_out_of_order_total", "count", "Samples refused: out of order."),
    counter("prometheus_target_scrapes_sample_out_of_bounds_total", "count", "Samples refused: too old or too new."),
    summary("prometheus_target_interval_length_seconds", "seconds", "Time between two scrapes.", {
      interval: { bound: 4, examples: ["15s"], reason: "scrape intervals in use" },
    }),
    summary("prometheus_engine_query_duration_seconds", "seconds", "How long the parts of a query take.", {
      slice: oneOf("inner_eval", "prepare_time", "queue_time", "result_sort"),
    }),
    gauge("prometheus_engine_queries", "count", "Queries running or waiting."),
    gauge("prometheus_engine_queries_concurrent_max", "count", "Queries that may run at once."),
    counter("prometheus_http_requests_total", "count", "HTTP requests.", {
      handler,
      code: { bound: 10, examples: ["200"], reason: "status codes in use" },
    }),
    histogram(
      "prometheus_http_request_duration_seconds",
      "seconds",
      "How long HTTP requests take.",
      { handler },
      HTTP_BUCKETS,
    ),
    counter("prometheus_remote_storage_samples_failed_total", "count", "Samples that remote write gave up.", {
      remote_name: { bound: 2, reason: "remote-write endpoints" },
      url: { bound: 2, reason: "remote-write endpoints" },
    }),
    counter("process_cpu_seconds_total", "seconds", "CPU time used by the server."),
    gauge("process_resident_memory_bytes", "bytes", "Resident memory of the server."),
  ],
};
