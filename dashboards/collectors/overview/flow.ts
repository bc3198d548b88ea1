import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../variables.ts";

/** From what comes in to what goes out. */
export function flowBands(): Band[] {
  return [
    { title: "Logs and spans", height: 8, panels: [accepted(), sent()] },
    { height: 8, panels: [refused(), dropped()] },
  ];
}

const accepted = () =>
  timeseries({
    id: 1,
    title: "Taken in",
    description:
      "Log records and spans that the collectors take in, a second, by collector and receiver.\n\n**Good:** with the day's course. **Otherwise:** nothing at all where there are applications: nothing gets there, see the network policies and the applications' own settings.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `sum by (job, receiver) (rate(otelcol_receiver_accepted_log_records{${inCluster}}[$interval]))`,
        legend: "{{job}} {{receiver}} logs",
      },
      {
        expr: `sum by (job, receiver) (rate(otelcol_receiver_accepted_spans{${inCluster}}[$interval]))`,
        legend: "{{job}} {{receiver}} spans",
      },
    ],
  });

const sent = () =>
  timeseries({
    id: 2,
    title: "Sent",
    description:
      "Log records and spans that got to where they are sent, a second, by collector and exporter.\n\n**Good:** what is taken in, less what is dropped on purpose. **Otherwise:** less than that, and the queues fill: AgentNotShipping, CollectorQueueFilling.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `sum by (job, exporter) (rate(otelcol_exporter_sent_log_records{${inCluster}}[$interval]))`,
        legend: "{{job}} {{exporter}} logs",
      },
      {
        expr: `sum by (job, exporter) (rate(otelcol_exporter_sent_spans{${inCluster}}[$interval]))`,
        legend: "{{job}} {{exporter}} spans",
      },
    ],
  });

const refused = () =>
  timeseries({
    id: 3,
    empty: "None",
    title: "Refused, or given up",
    description:
      "Log records and spans that a collector did not take, and those that their destination refused for good, in the interval before each point.\n\n**Good:** none. **Otherwise:** CollectorIntakeRefused: senders try again; CollectorExportsLost: these are lost.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (job) (increase(otelcol_receiver_refused_log_records{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} logs refused",
      },
      {
        expr: `sum by (job) (increase(otelcol_receiver_refused_spans{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} spans refused",
      },
      {
        expr: `sum by (job, exporter) (increase(otelcol_exporter_send_failed_log_records{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} {{exporter}} logs lost",
      },
      {
        expr: `sum by (job, exporter) (increase(otelcol_exporter_send_failed_spans{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} {{exporter}} spans lost",
      },
    ],
  });

const dropped = () =>
  timeseries({
    id: 4,
    empty: "None",
    title: "Dropped unscrubbed",
    description:
      "Log records, spans and points of metrics that could not be scrubbed of personal data and were dropped for that, in the interval before each point, by node.\n\n**Good:** none. **Otherwise:** CollectorScrubFailing fires.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (instance) (increase(otelcol_processor_filter_logs_filtered{${inCluster}, filter="filter/unscrubbed_logs"}[$interval])) > 0`,
        legend: "{{instance}} logs",
      },
      {
        expr: `sum by (instance) (increase(otelcol_processor_filter_spans_filtered{${inCluster}, filter="filter/unscrubbed_spans"}[$interval])) > 0`,
        legend: "{{instance}} spans",
      },
      {
        expr: `sum by (instance) (increase(otelcol_processor_filter_datapoints_filtered{${inCluster}, filter="filter/unscrubbed_metrics"}[$interval])) > 0`,
        legend: "{{instance}} metrics",
      },
    ],
  });
