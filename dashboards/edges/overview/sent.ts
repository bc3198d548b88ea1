import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";

/** What of the edges has arrived: as their own Prometheus servers tell of themselves, in what they have sent. */
export function sentBand(): Band {
  return { title: "What has arrived", height: 8, panels: [series(), waiting(), firing()], widths: [8, 8, 8] };
}

const series = () =>
  timeseries({
    id: 7,
    title: "Active series by cluster",
    description:
      "Series that each cluster's Prometheus has, of the replica with the most.\n\n**Good:** level. **Otherwise:** one that grows fills the central stack as well: its own cardinality dashboard says of what.",
    unit: "locale",
    decimals: 0,
    series: "lines",
    queries: [
      {
        expr: 'max by (cluster) (prometheus_tsdb_head_series{job="prometheus", cluster=~"$cluster"})',
        legend: "{{cluster}}",
      },
    ],
  });

const waiting = () =>
  timeseries({
    id: 8,
    title: "Samples late, by cluster",
    description:
      "How far what a cluster's Prometheus has handed on lies behind what it has scraped.\n\n**Good:** seconds. **Otherwise:** after a break it falls until all is there; one that climbs sends less than it takes in, and what is older than two hours is lost.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: 'max by (cluster) (prometheus_remote_storage_highest_timestamp_in_seconds{job="prometheus", cluster=~"$cluster"} - ignoring (remote_name, url) group_right () prometheus_remote_storage_queue_highest_sent_timestamp_seconds{job="prometheus", cluster=~"$cluster"})',
        legend: "{{cluster}}",
      },
    ],
  });

const firing = () =>
  timeseries({
    id: 9,
    title: "Firing alerts by cluster",
    description:
      "Alerts that fire in each cluster, whoever is told of them.\n\n**Good:** none. **Otherwise:** the on-call page says which, since when and whose.",
    unit: "locale",
    decimals: 0,
    series: "lines",
    empty: "None",
    queries: [
      {
        expr: 'count by (cluster) (ALERTS{alertstate="firing", alertname!="Watchdog", cluster=~"$cluster"})',
        legend: "{{cluster}}",
      },
    ],
  });
