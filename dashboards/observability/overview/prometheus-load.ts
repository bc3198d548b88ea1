import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { ofPrometheus } from "../selectors.ts";

/** What Prometheus has to do, and what it needs for it. */
export function prometheusLoadBands(): Band[] {
  return [
    { height: 8, panels: [activeSeries(), samples()] },
    { height: 8, panels: [ruleTime(), queryLatency()] },
    { height: 8, panels: [storage(), writeAheadLog()] },
    { height: 8, panels: [memory(), cpu()] },
  ];
}

const replica = "{{cluster}}/{{instance}}";

const activeSeries = () =>
  timeseries({
    id: 11,
    title: "Active series",
    description:
      "Series that Prometheus holds in memory, by replica. Memory follows this number.\n\n**Good:** level; replicas of a pair have about the same. **Otherwise:** a step up is a label with too many values: *Samples by job* says whose. A climb with each rollout falls back within three hours.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `max by (cluster, instance) (prometheus_tsdb_head_series{${ofPrometheus}})`, legend: replica }],
  });

const samples = () =>
  timeseries({
    id: 12,
    title: "Samples ingested",
    description:
      "Samples per second that Prometheus takes in, by replica, its own rules' included.\n\n**Good:** level, about *Active series* by the scrape interval. **Otherwise:** a drop is targets lost (*Scrape jobs*); zero is a full disk or a database that no longer writes (*Database failures in 3 hours*).",
    unit: "si:samples/s",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster, instance) (rate(prometheus_tsdb_head_samples_appended_total{${ofPrometheus}}[$interval]))`,
        legend: replica,
      },
    ],
  });

const group = "cluster, instance, rule_group";
const groupDuration = `max by (${group}) (prometheus_rule_group_last_duration_seconds{${ofPrometheus}})`;
const groupInterval = `max by (${group}) (prometheus_rule_group_interval_seconds{${ofPrometheus}})`;

const ruleTime = () =>
  timeseries({
    id: 13,
    title: "Rule evaluation time",
    description:
      "How long the last evaluation of a rule group took, as a share of its interval: the five groups with the highest peaks of the time range.\n\n**Good:** under 50%. **Otherwise:** at 100% evaluations are missed and alerts come late: split the group, or record what its rules compute twice. All groups slow at once: see *Prometheus CPU*.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.5, red: 1 }),
    queries: [
      {
        // A group is named by its file, too.
        expr: highest({
          count: 5,
          by: `${group}, group`,
          of: `label_replace(${groupDuration} / ${groupInterval}, "group", "$1", "rule_group", ".+;(.+)")`,
        }),
        legend: "{{instance}} {{group}}",
      },
    ],
  });

const queryLatency = () =>
  timeseries({
    id: 14,
    title: "Query latency",
    description:
      "P99 of the time that queries of people and dashboards take, by kind, on the replica where it is highest. The last bucket ends at 120 s, where a query is cut off.\n\n**Good:** under 3 s. **Otherwise:** one dashboard over days can do it: look at *Prometheus CPU* and *Prometheus memory* at that moment, then record what it computes.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `max by (handler) (histogram_quantile(0.99, sum by (cluster, instance, handler, le) (rate(prometheus_http_request_duration_seconds_bucket{${ofPrometheus}, handler=~"/api/v1/query(_range)?"}[$interval]))))`,
        legend: "{{handler}}",
      },
    ],
  });

const size = `prometheus_tsdb_storage_blocks_bytes{${ofPrometheus}} + prometheus_tsdb_wal_storage_size_bytes{${ofPrometheus}} + prometheus_tsdb_head_chunks_storage_size_bytes{${ofPrometheus}}`;

const storage = () =>
  timeseries({
    id: 15,
    title: "Storage against retention",
    description:
      "What Prometheus stores as a share of what it may, by replica: bytes (blocks, write-ahead log, head chunks) of the retention by size, and the age of the oldest sample of the retention by time. At 100% the oldest block goes.\n\n**Good:** age reaches 100% first. **Otherwise:** size at 100% with age below it, history is shorter than was asked for: enlarge volume and retention by size, or see *Samples by job*.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        // A limit of 0 is none.
        expr: `max by (cluster, instance) ((${size}) / (prometheus_tsdb_retention_limit_bytes{${ofPrometheus}} > 0))`,
        legend: `${replica} size`,
      },
      {
        expr: `max by (cluster, instance) ((time() - prometheus_tsdb_lowest_timestamp_seconds{${ofPrometheus}}) / (prometheus_tsdb_retention_limit_seconds{${ofPrometheus}} > 0))`,
        legend: `${replica} age`,
      },
    ],
  });

const writeAheadLog = () =>
  timeseries({
    id: 16,
    title: "Write-ahead log",
    description:
      "Size of the log of samples that are not in a block yet, by replica. A restart reads all of it.\n\n**Good:** a saw with a tooth every two hours. **Otherwise:** a line that only climbs is a compaction that does not finish: see *Database failures in 3 hours* and *Free space on volumes*.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `max by (cluster, instance) (prometheus_tsdb_wal_storage_size_bytes{${ofPrometheus}})`,
        legend: replica,
      },
    ],
  });

const memory = () =>
  timeseries({
    id: 17,
    title: "Prometheus memory",
    description:
      "Resident memory of the server, by replica. *Memory against limit* has the limit.\n\n**Good:** follows *Active series*. **Otherwise:** spikes over it are queries (*Query latency*); a climb with *Active series* ends in an OOM kill: raise the limit, or find the series.",
    unit: "bytes",
    series: "lines",
    queries: [{ expr: `max by (cluster, instance) (process_resident_memory_bytes{${ofPrometheus}})`, legend: replica }],
  });

const cpu = () =>
  timeseries({
    id: 18,
    title: "Prometheus CPU",
    description:
      "Processors that the server uses, by replica: 1 is one core for all of the time.\n\n**Good:** level, with a bump every two hours for the compaction. **Otherwise:** a step up is rules (*Rule evaluation time*) or queries (*Query latency*); flat at the limit, it is throttled: see *CPU throttling*.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `max by (cluster, instance) (rate(process_cpu_seconds_total{${ofPrometheus}}[$interval]))`,
        legend: replica,
      },
    ],
  });
