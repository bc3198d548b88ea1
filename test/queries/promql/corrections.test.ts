import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { checkTemplate } from "../../../queries/promql/template.ts";
import { kubernetesCatalogues } from "./kubernetes-catalogues.ts";
import { shownByPromtool } from "./shown-by-promtool.ts";

/** The specification's recording rules, word for word: what its own alerts and panels are checked against. */
const specified = [
  { record: "butterfly:error_rate:1m", expr: "rate(butterfly_request_errors_total[1m])" },
  { record: "butterfly:memory_used_bytes:1m", expr: "sum(butterfly_memory_allocated_bytes) by (node_id)" },
  { record: "butterfly:byzantine_fault_rate:1m", expr: "rate(butterfly_byzantine_faults_detected_total[1m])" },
];
const index = indexSeries([butterflyCatalogue, ...kubernetesCatalogues], specified);

const messagesOf = (query: string) =>
  checkPromQL(query, index, { use: "alert" }).problems.map(({ message, hint = "" }) => `${message} (${hint})`);

const layerQuantile = `histogram_quantile(0.99,
  rate(butterfly_layer_compute_duration_seconds_bucket[5m])
) by (layer_id)`;
const layerQuantileRight =
  "histogram_quantile(0.99, sum by (le, layer_id) (rate(butterfly_layer_compute_duration_seconds_bucket[5m])))";

/** Line, wrong form, the words of the hint, the correct form. */
const unparsable: readonly (readonly [string, string, string, string])[] = [
  ...(
    [
      ["77", "rate(butterfly_request_errors_total[5m])", "error_type"],
      ["278", "rate(butterfly_pipeline_stalls_total[5m])", "reason"],
      ["336", "rate(butterfly_network_bytes_sent[5m])", "from_node, to_node"],
      ["384", "rate(butterfly_connection_errors_total[5m])", "error_type"],
      ["741", "rate(butterfly_task_reassignments_total[5m])", "reason"],
      ["803", "rate(butterfly_verification_checks_total[5m])", "check_type"],
    ] as const
  ).map(([line, rate, labels]) => {
    const right = `sum by (${labels}) (${rate})`;
    return [line, `${rate} by (${labels})`, right, right] as const;
  }),
  [
    "791",
    "rate(butterfly_byzantine_faults_detected_total[1h]) by (fault_type)",
    "sum by (fault_type) (rate(",
    "sum by (fault_type) (increase(butterfly_byzantine_faults_detected_total[1h]))",
  ],
  ["214", layerQuantile, layerQuantileRight, layerQuantileRight],
  ["219", `topk(10,\n  ${layerQuantile}\n)`, layerQuantileRight, `topk(10, ${layerQuantileRight})`],
  ["1093", `topk(5, ${layerQuantile})`, layerQuantileRight, `topk(5, ${layerQuantileRight})`],
  [
    "253",
    "histogram_quantile(0.5,\n  rate(butterfly_tensor_size_bytes_bucket[5m])\n) by (layer_id)",
    "sum by (le, layer_id)",
    "sum by (layer_id) (rate(butterfly_tensor_size_bytes_sum[5m])) / sum by (layer_id) (rate(butterfly_tensor_size_bytes_count[5m]))",
  ],
  [
    "398",
    "histogram_quantile(0.99,\n  rate(butterfly_connection_latency_seconds_bucket[5m])\n) by (from_node, to_node)",
    "sum by (le, from_node, to_node)",
    "histogram_quantile(0.99, sum by (le, from_node, to_node) (rate(butterfly_connection_latency_seconds_bucket[5m])))",
  ],
  [
    "502",
    "butterfly_cpu_usage_ratio by (node_id)",
    "avg by (node_id) (butterfly_cpu_usage_ratio)",
    "avg by (node_id) (butterfly_cpu_usage_ratio)",
  ],
  [
    "629",
    "histogram_quantile(0.99,\n  rate(butterfly_checkpoint_duration_seconds_bucket[5m])\n) by (phase)",
    "sum by (le, phase)",
    "histogram_quantile(0.99, sum by (le, phase) (rate(butterfly_checkpoint_duration_seconds_bucket[5m])))",
  ],
  [
    "1100",
    'topk(5,\n  histogram_quantile(0.99,\n    rate(butterfly_connection_latency_seconds_bucket{to_node=~"coordinator.*"}[5m])\n  ) by (from_node)\n)',
    "sum by (le, from_node)",
    'topk(5, histogram_quantile(0.99, sum by (le, from_node) (rate(butterfly_connection_latency_seconds_bucket{to_node=~"coordinator.*"}[5m]))))',
  ],
];

describe("a query of the specification that does not parse", () => {
  test("is one of fifteen", () => {
    expect(new Set(unparsable.map(([line]) => line)).size).toBe(15);
  });

  test.each(unparsable)("line %s is refused at the misplaced `by`, with what to write", (_, wrong, hint) => {
    const { problems } = checkPromQL(wrong, index);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      offset: wrong.lastIndexOf("by ("),
      found: expect.stringMatching(/^by \(/),
      message: expect.stringContaining("`by` belongs to an aggregation"),
      hint: expect.stringContaining(hint),
    });
  });

  test.each(unparsable)("line %s is accepted as corrected", (_, _wrong, _hint, right) => {
    expect(messagesOf(right)).toEqual([]);
  });
});

const quantileOfSeries = (metric: string, window = "5m") =>
  `histogram_quantile(0.99, rate(${metric}_bucket[${window}]))`;
const quantileOfAll = (metric: string, window = "5m") =>
  `histogram_quantile(0.99, sum by (le, cluster) (rate(${metric}_bucket[${window}])))`;

/** Line, wrong form, what the message says, the correct form. */
const refused: readonly (readonly [string, string, RegExp, string])[] = [
  [
    "51",
    'rate(butterfly_requests_total{status="error"}[5m])\n  / rate(butterfly_requests_total[5m])',
    /keep `status`, so each series meets itself: the result is always 1/,
    'sum(rate(butterfly_requests_total{status="error"}[5m])) / sum(rate(butterfly_requests_total[5m]))',
  ],
  [
    "729",
    'rate(butterfly_tasks_completed_total{status="error"}[5m])\n  / rate(butterfly_tasks_completed_total[5m])',
    /keep `status`, so each series meets itself/,
    'sum(rate(butterfly_tasks_completed_total{status="error"}[5m])) / sum(rate(butterfly_tasks_completed_total[5m]))',
  ],
  [
    "659",
    'rate(butterfly_recovery_attempts_total{outcome="success"}[1h])\n  / rate(butterfly_recovery_attempts_total[1h])',
    /keep `outcome`, so each series meets itself/,
    'sum(increase(butterfly_recovery_attempts_total{outcome="success"}[1h])) / sum(increase(butterfly_recovery_attempts_total[1h]))',
  ],
  [
    "815",
    "rate(butterfly_verification_failures_total[5m])\n  / rate(butterfly_verification_checks_total[5m])",
    /left side of `\/` has the label `failure_type` and the right side does not: nothing can match/,
    "sum by (node_id) (rate(butterfly_verification_failures_total[5m])) / sum by (node_id) (rate(butterfly_verification_checks_total[5m]))",
  ],
  [
    "541",
    'butterfly_gpu_memory_bytes{state="used"}\n  / (butterfly_gpu_memory_bytes{state="used"} + butterfly_gpu_memory_bytes{state="free"})',
    /`state` is "used" on the left of `\+` and "free" on the right: nothing can match/,
    'sum by (node_id, gpu_id) (butterfly_gpu_memory_bytes{state="used"}) / sum by (node_id, gpu_id) (butterfly_gpu_memory_bytes)',
  ],
  [
    "429",
    "rate(butterfly_quic_congestion_window_bytes[5m]) < 0",
    /`rate` is for counters, and `butterfly_quic_congestion_window_bytes` is a gauge.*`deriv`/,
    "deriv(butterfly_quic_congestion_window_bytes[5m]) < -1000",
  ],
  [
    "96",
    'histogram_quantile(0.99,\n  rate(butterfly_request_duration_seconds_bucket{le="5.0"}[5m])\n) < 5.0',
    /needs all buckets, `\+Inf` too.*sum\(rate\(butterfly_request_duration_seconds_bucket\{le="5\.0"\}\[5m\]\)\)/,
    'sum(rate(butterfly_request_duration_seconds_bucket{le=~"5(\\\\.0)?"}[5m])) / sum(rate(butterfly_request_duration_seconds_count[5m])) < 0.99',
  ],
  ...(
    [
      ["91", "butterfly_request_duration_seconds", "5m"],
      ["131", "butterfly_consensus_election_duration_seconds", "1h"],
      ["587", "butterfly_disk_write_duration_seconds", "5m"],
      ["673", "butterfly_recovery_duration_seconds", "1h"],
      ["755", "butterfly_barrier_wait_duration_seconds", "5m"],
      ["1136", "butterfly_request_duration_seconds", "7d"],
      ["the recorded p99 and p50, HighLatency", "butterfly_request_duration_seconds", "1m"],
    ] as const
  ).map(([line, metric, window]) => {
    const expected = /a result for each single series.*sum by \(le\)/;
    return [line, quantileOfSeries(metric, window), expected, quantileOfAll(metric, window)] as const;
  }),
  [
    "645",
    "histogram_quantile(0.5,\n  rate(butterfly_checkpoint_size_bytes_bucket[5m])\n)",
    /a result for each single series/,
    "sum(rate(butterfly_checkpoint_size_bytes_sum[1h])) / sum(rate(butterfly_checkpoint_size_bytes_count[1h]))",
  ],
  [
    "1116-1118",
    "avg(butterfly_cpu_usage_ratio)\navg(butterfly_gpu_utilization_ratio)\navg(butterfly_memory_allocated_bytes) / avg(butterfly_memory_peak_bytes)",
    /`avg` begins a second expression/,
    "sum(butterfly_memory_allocated_bytes) / sum(butterfly_memory_peak_bytes)",
  ],
  [
    "ClusterBelowQuorum",
    'butterfly_cluster_size{state="active"} < butterfly_quorum_size',
    /left side of `<` has the label `state` and the right side does not: nothing can match/,
    'max by (cluster) (butterfly_cluster_size{state="active"}) < on (cluster) max by (cluster) (butterfly_quorum_size)',
  ],
  [
    "HighMemoryUsage",
    "butterfly:memory_used_bytes:1m\n/ on(node_id) (butterfly_memory_allocated_bytes + butterfly_memory_peak_bytes)\n> 0.9",
    /left side of `\+` has the label `pool` and the right side does not: nothing can match/,
    'max by (namespace, pod, container) (container_memory_working_set_bytes{container!=""}) / max by (namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"}) > 0.9',
  ],
];

describe("a query of the specification that parses and can be seen to be wrong", () => {
  test.each(refused)("%s is refused: %s", (_, wrong, expected) => {
    const messages = messagesOf(wrong);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(expected);
  });

  test.each(refused)("%s is accepted as corrected", (_, _wrong, _expected, right) => {
    expect(messagesOf(right)).toEqual([]);
  });

  test("a share that cannot come to HighMemoryUsage's threshold, even where its sides match", () => {
    const sum = (pool: string) => `sum by (cluster, node_id) (butterfly_memory_${pool}_bytes)`;
    expect(messagesOf(`${sum("allocated")} / (${sum("allocated")} + ${sum("peak")}) > 0.9`)).toMatchObject([
      expect.stringContaining("between 0 and 0.5, so comparing them with 0.9 lets none through."),
    ]);
    expect(messagesOf(`${sum("allocated")} / ${sum("peak")} > 0.9`)).toEqual([]);
  });

  test("the percentage that HighErrorRate's description shows is errors a second", () => {
    const perSecond = checkPromQL(
      'sum by (cluster) (rate(butterfly_requests_total{status="error"}[1m])) > 0.05',
      index,
    );
    const text = "Error rate is {{ $value | humanizePercentage }}";
    expect(checkTemplate(text, perSecond, index)).toMatchObject([{ found: "humanizePercentage" }]);
  });

  test("the quorum that ClusterBelowQuorum's description shows is no label", () => {
    const alert = checkPromQL(
      'max by (cluster) (butterfly_cluster_size{state="active"}) < on (cluster) max by (cluster) (butterfly_quorum_size)',
      index,
    );
    const text = "Only {{ $value }} active nodes (need {{ $labels.butterfly_quorum_size }})";
    expect(checkTemplate(text, alert, index)).toMatchObject([
      { found: "$labels.butterfly_quorum_size", message: expect.stringContaining("It gives `cluster`") },
    ]);
    const right =
      'Only {{ $value }} active nodes (need {{ with printf "max(butterfly_quorum_size{cluster=\\"%s\\"})" $labels.cluster | query }}{{ . | first | value }}{{ end }})';
    expect(checkTemplate(right, alert, index)).toEqual([]);
  });
});

describe("a query of the specification that only its values show to be wrong", () => {
  test.each(shownByPromtool)("$where ($fault) is well-formed, wrong and right", ({ wrong, right }) => {
    expect(messagesOf(wrong)).toEqual([]);
    expect(messagesOf(right)).toEqual([]);
  });

  test.each(shownByPromtool)("$where is evaluated in $evidence.file", ({ evidence: { file, text } }) => {
    expect(readFileSync(new URL(`../../rules/corrections/${file}`, import.meta.url), "utf8")).toContain(text);
  });
});

describe("the specification's sound alerts", () => {
  test.each(["butterfly_gpu_temperature_celsius > 85", "butterfly_tasks_queued > 100"])("%s is accepted", (query) => {
    expect(messagesOf(query)).toEqual([]);
  });
});
