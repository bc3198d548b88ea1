/**
 * The series that Prometheus makes for each target and each alert. They carry the labels of the target: every job's
 * `cluster`, `job` and `instance`, and what a job adds (https://prometheus.io/docs/concepts/jobs_instances/).
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, NODES, node } from "../cluster-labels.ts";
import { gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const ofTarget: Readonly<Record<string, Label>> = {
  node_id: { bound: NODES, examples: ["compute-node-42"], reason: "on the targets of Butterfly" },
  node_role: { ...oneOf("coordinator", "compute", "observer"), reason: "on the targets of Butterfly" },
  node: { ...node, reason: "on the kubelets' targets" },
};
const alert = {
  alertname: { bound: 100, examples: ["Watchdog"], reason: "alerts of all mixins" },
  severity: oneOf("critical", "warning", "info"),
  system: { bound: 10, examples: ["butterfly"], reason: "mixins" },
  team: { bound: 10, reason: "teams" },
} as const;

/** What Prometheus itself adds to what it scrapes. */
export const targetCatalogue: Catalogue = {
  system: "observability",
  targetLabels: {
    cluster,
    job: { bound: 30, examples: ["butterfly-coordinators", "prometheus"], reason: "scrape jobs" },
    instance: { bound: 5 * NODES, examples: ["prometheus-0"], reason: "about five targets a node" },
  },
  metrics: [
    gauge("up", "count", "Whether the last scrape of a target worked.", ofTarget),
    gauge("scrape_duration_seconds", "seconds", "How long the last scrape took.", ofTarget),
    gauge("scrape_samples_scraped", "count", "Samples of the last scrape.", ofTarget),
    gauge("scrape_samples_post_metric_relabeling", "count", "Samples of it that are kept.", ofTarget),
    gauge("scrape_series_added", "count", "Series that the last scrape added.", ofTarget),
    gauge("ALERTS", "count", "Alerts that are pending or firing, with the labels of the alert.", {
      ...alert,
      alertstate: oneOf("pending", "firing"),
    }),
    gauge("ALERTS_FOR_STATE", "timestamp", "When an alert became active.", alert),
  ],
};
