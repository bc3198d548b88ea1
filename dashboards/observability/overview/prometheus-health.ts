import { inWords } from "../../../mixins/limit.ts";
import { observabilityLimits as limits } from "../../../mixins/observability/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad, type Thresholds } from "../../kit/thresholds.ts";
import { inCluster, ofPrometheus } from "../selectors.ts";

/** What stops Prometheus from doing its work: a refused configuration, nobody to tell, a broken or full disk. */
export function prometheusHealthBand(): Band {
  return {
    title: "Prometheus",
    height: 4,
    panels: [configuration(), alertmanagers(), databaseFailures(), freeSpace()],
  };
}

const configuration = () =>
  stat({
    id: 7,
    title: "Configuration",
    description:
      "Whether the last reload of the configuration worked, on all chosen replicas of Prometheus and on all of Alertmanager.\n\n**Good:** Loaded. **Otherwise:** *Refused*: the server goes on with the old one and would not come up again; PrometheusConfigReloadFailed or AlertmanagerConfigReloadFailed pages. Its log names the line.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ red: 1 }),
    mappings: [
      {
        type: "value",
        options: {
          "0": { text: "Loaded", color: "green", index: 0 },
          "1": { text: "Refused", color: "red", index: 1 },
        },
      },
    ],
    queries: [
      {
        expr: `max(prometheus_config_last_reload_successful{${ofPrometheus}} == bool 0)`,
        legend: "Prometheus",
      },
      { expr: `max(alertmanager_config_last_reload_successful{${inCluster}} == bool 0)`, legend: "Alertmanager" },
    ],
  });

/** One is enough for alerts to get out; how many there should be is the stack's affair. */
const oneIsGood: Thresholds = {
  mode: "absolute",
  steps: [
    { value: null, color: "red" },
    { value: 1, color: "green" },
  ],
};

const alertmanagers = () =>
  stat({
    id: 8,
    title: "Alertmanagers known",
    description:
      "Alertmanagers that a replica of Prometheus sends to, on the replica that knows fewest.\n\n**Good:** all the replicas of Alertmanager. **Otherwise:** at 0 PrometheusNoAlertmanagers pages: no alert of that replica reaches anybody. Look at the names under `alertmanagers` in its configuration and whether they resolve.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: oneIsGood,
    queries: [{ expr: `min(prometheus_notifications_alertmanagers_discovered{${ofPrometheus}})`, legend: "Fewest" }],
  });

const databaseFailures = () =>
  stat({
    id: 9,
    title: "Database failures in 3 hours",
    description:
      "Compactions and reloads of blocks that failed, and corruptions of the write-ahead log, on the chosen replicas.\n\n**Good:** 0. **Otherwise:** PrometheusTSDBFailing fires after an hour: mostly a full or slow volume (*Free space on volumes*), else the log names the block; move it away and restart.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    // A count of events: anything above nothing is one.
    thresholds: highIsBad({ red: 0.01 }),
    queries: [
      {
        expr: `sum(increase(prometheus_tsdb_compactions_failed_total{${ofPrometheus}}[3h]) + increase(prometheus_tsdb_reloads_failures_total{${ofPrometheus}}[3h]) + increase(prometheus_tsdb_wal_corruptions_total{${ofPrometheus}}[3h]))`,
        legend: "Failures",
      },
    ],
  });

const claims = `${inCluster}, persistentvolumeclaim=~".*prometheus.*"`;

const freeSpace = () =>
  stat({
    id: 10,
    title: "Free space on volumes",
    description: `Free share of Prometheus' volume, on the replica where it is least. Volumes that are directories of a node (kind) have no size of their own: *No data*.\n\n**Good:** 10% and more, which is where a full retention settles. **Otherwise:** under ${inWords(limits.freePrometheusVolume)} PrometheusVolumeNearlyFull pages: enlarge the volume or lower the retention; a full one takes in no samples.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: lowIsBad({ yellow: limits.freePrometheusVolume.value, green: 0.08 }),
    queries: [
      {
        expr: `min(kubelet_volume_stats_available_bytes{${claims}} / kubelet_volume_stats_capacity_bytes{${claims}})`,
        legend: "Free",
      },
    ],
  });
