import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkPromQL, inFile } from "../../../queries/promql/check.ts";
import { index, problemsOf } from "./shop-series.ts";

describe("what follows from a finding", () => {
  test.each([
    ['shop_memory_bytes{pool="stak"} - on (instance, pool) shop_memory_bytes{pool="heap"}', ['"stak"']],
    ['shop_queue{pod="a"} / on (instance, pod) shop_memory_limit_bytes{pod="b"}', ["pod", "pod"]],
    ['shop_memory_bytes{pool="heap"} - shop_memory_bytes{pool="stack"}', ["-"]],
    ['shop_memory_bytes{pool=~"heap"} - shop_memory_bytes{pool=~"stack"}', ["-"]],
    ['shop_memory_bytes{pool="stak"} / on (pool) ALERTS{pool="stak"}', ['"stak"']],
    ['shop_queue{queue="a", queue="b"} / on (queue) ALERTS{queue="c"}', ['queue="b"']],
    ['sum by (pod) (shop_queue{pod=~"a.*"})', ["pod"]],
  ])("%s tells only %s", (query, found) => {
    expect(checkPromQL(query, index).problems.map((problem) => problem.found)).toEqual(found);
  });
});

describe("content that others wrote", () => {
  const severities = (query: string, options: CheckOptions) =>
    checkPromQL(query, index, { variables: ["op"], ...options }).problems.map(({ severity }) => severity);

  test.each([
    "etcd_server_has_leader == 0",
    "rate(shop_queue[5m])",
    "max_over_time(shop_requests_total[1h])",
    "shop_requests_total > 5",
    "sum(shop_requests_total) / sum(shop_queue)",
    "histogram_quantile(0.9, rate(shop_duration_seconds_bucket[5m]))",
    "histogram_quantile(0.9, sum by (le) (shop_duration_seconds_bucket))",
    "sum by (pod) (shop_queue)",
    "shop_queue / ignoring (pod) shop_queue",
    "shop_queue * on (instance) group_left (pod) shop_memory_limit_bytes",
    "sum by (cluster, instance) (shop_queue) / on (cluster) sum by (cluster) (shop_queue)",
    'shop_requests_total{status!="failed"}',
    'shop_queue{pod!="a"}',
    '{__name__=~"etcd_.*"}',
    "shop_queue $op shop_queue",
    // Others scrape what nobody here knows.
    'up{job="shopp"}',
    'up{service="shop"}',
    "sum by (alertname, pod) (ALERTS) - on (pod) sum by (queue) (shop_queue)",
  ])("%s is unusual: a warning, and an error in our own", (query) => {
    expect(severities(query, { content: "foreign" })).toEqual(["warning"]);
    expect(severities(query, { content: "own" })).toEqual(["error"]);
    expect(severities(query, {})).toEqual(["error"]);
  });

  test.each([
    "shop_queue{",
    "rate(shop_queue)",
    'shop_queue{pod="a"}',
    "shop_memory_bytes / shop_memory_limit_bytes",
    "shop_memory_limit_bytes > on (instance) shop_size",
    'rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])',
    "histogram_quantile(0.9, sum(rate(shop_duration_seconds_bucket[5m])))",
    "histogram_quantile(99, sum by (le) (rate(shop_duration_seconds_bucket[5m])))",
    'shop_queue{cluster="$clustr"}',
    'shop_queue{queue=~"(a"}',
    "shop_queue * on (instance, pool) shop_memory_bytes",
  ])("%s is wrong, whoever wrote it", (query) => {
    expect(severities(query, { content: "foreign" })).toEqual(["error"]);
  });

  test("keeps its severity in the file that it is written in", () => {
    const inDashboard = (query: string) =>
      checkPromQL(query, index, { content: "foreign" }).problems.map((problem) => inFile({ file: "a.json" }, problem));
    expect(inDashboard("rate(shop_queue[5m])")).toMatchObject([
      { severity: "warning", where: { file: "a.json", line: 1 } },
    ]);
    expect(inDashboard('shop_queue{pod="a"}')).toMatchObject([{ severity: "error" }]);
  });

  test("an alert that shows a counter is unusual", () => {
    expect(severities("shop_requests_total", { content: "foreign", use: "alert" })).toEqual(["warning"]);
    expect(severities("sum(shop_requests_total)", { content: "foreign", use: "record" })).toEqual(["warning"]);
  });
});

describe("what is not certain", () => {
  test.each([
    // Dropped from labels that nobody knows all of.
    'sum without (severity) (ALERTS{severity="critical"}) / sum without (severity) (ALERTS)',
    'sum without (severity) (ALERTS{severity="critical"}) / on (alertname, alertstate) group_left () max by (alertname, alertstate) (ALERTS)',
    // A filter in a recording may leave one series of several.
    "shop_size:small < on (instance) scrape_samples_scraped",
    "scrape_samples_scraped > on (cluster) group_left () shop_size:small:cluster",
    // One replica is all that a job may have.
    'sum by (job) (shop_queue) * on (job) max by (instance, job) (up{job="shop"})',
    // One of two label sets is open.
    "shop_queue / on (instance) ALERTS",
    'label_replace(shop_memory_bytes, "pool", "", "", "") / shop_memory_limit_bytes',
    // An info metric's labels may follow from its target's.
    "shop_queue * on (instance) group_left (version) shop_build_info",
    "shop_memory_limit_bytes * on (instance) shop_build_info",
    // A filter may leave one series of several.
    "(shop_size > 3) < on (instance) scrape_samples_scraped",
    'sum by (cluster, instance) (shop_queue{instance="a"}) / on (cluster) sum by (cluster) (shop_queue)',
    'shop_requests_total{status=~"(?i:ERROR)"}',
    // A comparison that keeps what it finds, and a comparison of a series with itself that drops NaN.
    "shop_queue == shop_queue",
    'shop_queue{queue="a"} == shop_queue',
    // Whether a thing ever happened.
    "up and on (instance, cluster, job) sum by (instance, cluster, job) (shop_requests_total) > 0",
    // A variable may be anything.
    "shop_queue > $limit",
    'shop_requests_total{status="$status"}',
    'shop_requests_total{status="$status"} * on (instance, $label) group_left () up',
    "sum by ($label) (shop_queue) / sum by ($label) (shop_memory_bytes)",
    "rate($metric[5m])",
    "histogram_quantile(0.9, $metric)",
  ])("%s is accepted", (query) => {
    expect(problemsOf(query, { variables: ["limit", "status", "label", "metric"] })).toEqual([]);
  });
});

describe("how a query is used", () => {
  test("an alert must not show a bare counter", () => {
    expect(problemsOf("shop_requests_total", { use: "alert" })).toEqual([
      expect.stringMatching(/The alert shows a counter.*increase/),
    ]);
    expect(problemsOf("shop_requests_total", { use: "panel" })).toEqual([]);
  });

  test("a recording may rename a counter, and must not sum counters", () => {
    expect(problemsOf("shop_sent_bytes", { use: "record" })).toEqual([]);
    expect(problemsOf("sum by (cluster) (shop_requests_total)", { use: "record" })).toEqual([
      expect.stringMatching(/records a sum of counters.*`sum by \(…\) \(rate\(x\[5m\]\)\)`/),
    ]);
  });
});

describe("variables", () => {
  test("a variable that the dashboard lacks is refused, with the nearest", () => {
    expect(problemsOf('shop_queue{cluster=~"$clustr"}', { variables: ["cluster"] })).toEqual([
      expect.stringMatching(/^\$clustr: The dashboard has no variable `\$clustr`.*did you mean `\$cluster`/),
    ]);
    expect(problemsOf("rate(shop_requests_total[$window])", { variables: [] })).toEqual([
      expect.stringMatching(/^\$window: .*it has no variables/),
    ]);
  });

  test("Grafana's own variables are known to every dashboard", () => {
    expect(problemsOf("rate(shop_requests_total[$__rate_interval])", { variables: [] })).toEqual([]);
    expect(problemsOf(`increase(shop_requests_total[\${__range_s}s])`, { variables: [] })).toEqual([]);
  });

  test("an escaped $ in a matcher is no variable, unless there is one of that name", () => {
    const query = 'shop_queue{queue!~"\\\\$SYS.*"}';
    expect(problemsOf(query)).toEqual([]);
    expect(problemsOf(query, { variables: ["cluster"] })).toEqual([]);
    expect(problemsOf('shop_queue{queue!~"$SYS.*"}', { variables: ["cluster"] })).toHaveLength(1);
  });

  test("in a rule nothing fills a variable in", () => {
    expect(problemsOf('rate(shop_requests_total{cluster="$cluster"}[$__rate_interval])')).toEqual([
      expect.stringMatching(/^\$cluster: `\$cluster` is a dashboard's variable, and nothing fills it in here/),
      expect.stringMatching(/^\$__rate_interval: /),
    ]);
  });

  test("a group in the replacement of label_replace is no variable", () => {
    expect(problemsOf('label_replace(shop_queue, "q", "$1", "queue", "(.*)")')).toEqual([]);
    expect(problemsOf('label_replace(shop_queue, "q", "$name", "queue", "(?P<name>.*)")', { variables: [] })).toEqual(
      [],
    );
  });
});

describe("what a check tells", () => {
  test("every problem, in the order of the text, each once", () => {
    const { problems } = checkPromQL("sum by (a) (shop_quue) +\n  sum by (b) (rate(shop_queue[5m]))", index);
    expect(problems.map(({ line, column, found }) => `${line}:${column} ${found}`)).toEqual([
      "1:13 shop_quue",
      "2:11 b",
      "2:15 rate(shop_queue[5m])",
    ]);
  });

  test("the labels of the result", () => {
    const labelsOf = (query: string) => {
      const { labels } = checkPromQL(query, index);
      return labels === "unknown" ? labels : [...labels].sort().join(" ");
    };
    expect(labelsOf("shop_queue")).toBe("cluster instance job queue");
    expect(labelsOf("sum by (queue, cluster) (shop_queue)")).toBe("cluster queue");
    expect(labelsOf("sum without (queue) (shop_queue)")).toBe("cluster instance job");
    expect(labelsOf("sum(shop_queue)")).toBe("");
    expect(labelsOf("shop_queue > on (cluster) sum by (cluster) (shop_memory_bytes)")).toBe("cluster");
    expect(labelsOf("shop_queue * on (instance) group_left (version) shop_build_info")).toBe(
      "cluster instance job queue version",
    );
    expect(labelsOf('absent(up{job="shop", cluster=~"a"})')).toBe("job");
    expect(labelsOf("absent(sum(up))")).toBe("");
    expect(labelsOf("histogram_quantile(0.9, sum by (le, method) (rate(shop_duration_seconds_bucket[5m])))")).toBe(
      "method",
    );
    expect(labelsOf('count_values("size", shop_size)')).toBe("size");
    expect(labelsOf('label_join(sum by (job) (up), "both", "-", "job")')).toBe("both job");
    expect(labelsOf("sum by (cluster) (up) or sum by (job) (up)")).toBe("cluster job");
    expect(labelsOf("time()")).toBe("");
    expect(labelsOf("ALERTS")).toBe("unknown");
    expect(labelsOf("sum by (alertname, severity) (ALERTS)")).toBe("alertname severity");
    expect(labelsOf("shop_queue +")).toBe("unknown");
  });

  test("the series that were asked for", () => {
    expect(checkPromQL("sum(up) / count(up) + sum(shop_queue)", index).metrics).toEqual(["up", "shop_queue"]);
  });
});
