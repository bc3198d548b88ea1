import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkPromQL, indexSeries, inFile } from "../../../queries/promql/check.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const index = indexSeries(
  [smallCatalogue],
  [
    { record: "cluster:shop_requests:rate5m", expr: "sum by (cluster) (rate(shop_requests_total[5m]))" },
    { record: "le:shop_duration_seconds_bucket:rate5m", expr: "sum by (le) (rate(shop_duration_seconds_bucket[5m]))" },
    { record: "shop_sent_bytes_total", expr: "shop_sent_bytes" },
    { record: "shop_size:small", expr: "shop_size < 3" },
    { record: "shop_size:small:cluster", expr: "max by (cluster, state) (shop_size:small)" },
  ],
);

/** Each problem as `found: message (hint)`. */
function problemsOf(query: string, options?: CheckOptions): readonly string[] {
  return checkPromQL(query, index, options).problems.map(
    ({ found, message, hint = "" }) => `${found.replace(/\s+/g, " ")}: ${message} (${hint})`,
  );
}

/** Query, what is found, and words of the message or the hint, for each thing that is refused. */
const refused: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  "names that do not exist": [
    ["shop_request_total", /^shop_request_total: There is no metric.*did you mean `shop_requests_total`/],
    ["rate(shop_requests[5m])", /^shop_requests: There is no metric.*did you mean `shop_requests_total`/],
    ["shop_duration_seconds", /it is a histogram: ask for `shop_duration_seconds_bucket`/],
    ["shop_lag_seconds", /only `shop_lag_seconds_sum` and `shop_lag_seconds_count` are kept/],
    ["rate(shop_lag_seconds_bucket[5m])", /There is no metric.*did you mean `shop_lag_seconds_count`/],
    ["shop_members", /it is exposed as `shop_size`/],
    ["nothing_of_the_kind", /describe it in a catalogue, or record it/],
    ['{__name__="shop_quueue"}', /"shop_quueue": There is no metric.*`shop_queue`/],
    ['{__name__=~"toko_.*"}', /No metric's name matches/],
    [
      'shop_queue{quue="a"}',
      /^quue: `shop_queue` has no label `quue`. It has `cluster`, `job`, `instance`, `queue`.*did you mean `queue`/,
    ],
    ["sum by (node) (shop_queue)", /^node: What `sum` is given has no label `node`/],
    ["sum without (pool) (shop_queue)", /^pool: What `sum` is given has no label/],
    ["sum by (queue) (sum by (cluster) (shop_queue))", /^queue: .*It has `cluster`/],
    ["sum by (cluster) (sum(shop_queue))", /^cluster: .*It has no labels/],
    ["topk by (pool) (2, shop_queue)", /^pool: What `topk` is given/],
    ["shop_queue * on (instance, pool) shop_memory_bytes", /^pool: The left side of `\*` has no label `pool`/],
    ["shop_queue * on (nobody) shop_queue", /^nobody: Neither side of `\*` has a label `nobody`/],
    ["shop_queue / ignoring (nobody) shop_queue", /^nobody: Neither side/],
    [
      "shop_queue * on (instance) group_left (pool) shop_memory_limit_bytes",
      /^pool: The right side, which `group_left` copies from, has no label `pool`/,
    ],
    ['label_replace(shop_queue, "a", "$1", "b", "(.*)")', /^"b": What `label_replace` is given has no label `b`/],
  ],
  "matchers that match nothing": [
    [
      'shop_requests_total{status="eror"}',
      /^"eror": `status` is never "eror", so this matches nothing. It can be "success", "error".*did you mean "error"/,
    ],
    ['shop_requests_total{status!="failed"}', /^"failed": .*leaves nothing out/],
    ['shop_requests_total{status=~"err"}', /^"err": No value of `status` passes.*must match the whole value/],
    ['shop_requests_total{status!~"success|err.*"}', /No value of `status` passes/],
    ['shop_requests_total{status=""}', /No value of `status` passes/],
    ['shop_requests_total{status="error", status!="error"}', /With the other matchers on `status`/],
    ['shop_queue{queue="a", queue="b"}', /With the other matchers on `queue`/],
    ['up{job="shopp"}', /`job` is never "shopp".*did you mean "shop"/],
    ['shop_duration_seconds_bucket{le="5"}', /`le` is never "5".*Prometheus 3 stores this bucket as `le="5.0"`/],
    ['shop_duration_seconds_bucket{le="1000000"}', /stores this bucket as `le="1e\+06"`/],
    ['shop_duration_seconds_bucket{le="2.5"}', /`le` is never "2.5".*"0.1", "1.0", "5.0", "1e\+06", "\+Inf"/],
    ['shop_duration_seconds_bucket{le=~"1|5"}', /No value of `le` passes/],
    ['shop_wait_seconds_bucket{le="5"}', /stores this bucket as `le="5.0"`/],
    ['shop_queue{queue=~"(a"}', /Prometheus refuses this regular expression/],
    ['shop_queue{queue=~"(?!a).*"}', /unsupported Perl syntax: `\(\?!`.*no look-around/],
    ['shop_requests_total{status=~"(?i:ERR)"}', /No value of `status` passes/],
  ],
  "counters and gauges": [
    ["rate(shop_queue[5m])", /`rate` is for counters, and `shop_queue` is a gauge.*`deriv`/],
    ["irate(shop_queue[5m])", /is a gauge.*`idelta`/],
    ["increase(shop_queue[5m])", /is a gauge.*`delta`/],
    ["resets(shop_queue[5m])", /is a gauge.*`changes`/],
    ["rate(cluster:shop_requests:rate5m[5m])", /is a gauge/],
    ["rate(rate(shop_requests_total[5m])[1h:1m])", /`rate\(shop_requests_total\[5m\]\)` is a gauge/],
    ["rate(le:shop_duration_seconds_bucket:rate5m[5m])", /is a rate already/],
    [
      "rate(sum by (cluster) (shop_requests_total)[1h:1m])",
      /`rate` of a `sum` of counters.*`sum by \(…\) \(rate\(x\[5m\]\)\)`/,
    ],
    ["deriv(shop_requests_total[5m])", /`deriv` is for gauges, and `shop_requests_total` is a counter.*use `rate`/],
    ["delta(shop_requests_total[5m])", /use `increase`/],
    ["idelta(shop_requests_total[5m])", /use `irate`/],
    ["delta(shop_sent_bytes_total[5m])", /is a counter/],
    ["predict_linear(shop_requests_total[1h], 3600)", /is for gauges/],
    ["avg_over_time(shop_requests_total[1h])", /is for gauges.*`avg_over_time` of its rate/],
    ["max_over_time(shop_duration_seconds_count[1h])", /is for gauges/],
    ["quantile_over_time(0.9, shop_requests_total[1h])", /is for gauges/],
    ["max_over_time(shop_gc_seconds_sum[1h])", /is for gauges/],
    ["shop_requests_total > 5", /A counter is compared with a number.*`increase\(x\[1h\]\) > …`/],
    ["0 == shop_requests_total", /A counter is compared/],
    ["sum(shop_requests_total) >= bool 10", /A counter is compared/],
    ["shop_requests_total / shop_requests_total", /`\/` works on a counter/],
    ['sum(shop_requests_total{status="error"}) / sum(shop_requests_total)', /`\/` works on a counter/],
    ["sum(shop_requests_total) + sum(shop_sent_bytes)", /`\+` works on a counter/],
    ["shop_sent_bytes + 1", /`\+` works on a counter/],
    ["100 / shop_sent_bytes", /`\/` works on a counter/],
    ["sum(shop_requests_total) / sum(shop_queue)", /`\/` works on a counter/],
  ],
  histograms: [
    [
      "histogram_quantile(0.9, rate(shop_duration_seconds_bucket[5m]))",
      /for each single series.*`sum by \(le\) \(rate\(shop_duration_seconds_bucket\[5m\]\)\)`/,
    ],
    ["histogram_quantile(0.9, sum(rate(shop_duration_seconds_bucket[5m])))", /summed without `le`.*add `le`/],
    ["histogram_quantile(0.9, sum without (le) (rate(shop_duration_seconds_bucket[5m])))", /summed without `le`/],
    ["histogram_quantile(0.9, sum by (method) (rate(shop_duration_seconds_count[5m])))", /have no `le`.*`_bucket`/],
    ["histogram_quantile(0.9, shop_queue)", /have no `le`/],
    [
      "histogram_quantile(0.9, sum by (le) (shop_duration_seconds_bucket))",
      /count since their process started.*take their rate/,
    ],
    [
      "histogram_quantile(0.9, shop_duration_seconds_bucket)",
      /`sum by \(le\) \(rate\(shop_duration_seconds_bucket\[5m\]\)\)`/,
    ],
    [
      'histogram_quantile(0.9, sum by (le) (rate(shop_duration_seconds_bucket{le="1.0"}[5m])))',
      /needs all buckets.*the result is NaN.*up to 1.0 is `sum\(rate\(shop_duration_seconds_bucket\{le="1.0"\}/,
    ],
    ['histogram_quantile(0.9, sum by (le) (rate(shop_duration_seconds_bucket{le!="+Inf"}[5m])))', /needs all buckets/],
    ['histogram_quantile(0.9, sum by (le) (rate(shop_wait_seconds_bucket{le="5.0"}[5m])))', /needs all buckets/],
    ["histogram_fraction(0, 1, rate(shop_duration_seconds_bucket[5m]))", /for each single series/],
    ["histogram_quantile(99, le:shop_duration_seconds_bucket:rate5m)", /between 0 and 1.*write 0.99/],
    ["quantile(95, shop_queue)", /write 0.95/],
    ["quantile_over_time(-1, shop_queue[5m])", /between 0 and 1/],
    ["histogram_count(rate(shop_duration_seconds_count[5m]))", /reads native histograms.*`_sum` and `_count`/],
  ],
  "sides that cannot match": [
    [
      "shop_memory_bytes / shop_memory_limit_bytes",
      /^\/: The left side of `\/` has the label `pool`.*`on \(cluster, job, instance\)`/,
    ],
    ["shop_memory_limit_bytes - shop_memory_bytes", /^-: The right side of `-` has the label `pool`/],
    ["sum by (pool) (shop_memory_bytes) / sum(shop_memory_limit_bytes)", /`pool`.*nothing can match/],
    ["sum(shop_queue) > shop_memory_limit_bytes", /The right side of `>` has the label `cluster`/],
    [
      'shop_memory_bytes{pool="heap"} + shop_memory_bytes{pool="stack"}',
      /`pool` is "heap" on the left of `\+` and "stack" on the right.*`ignoring \(pool\)`/,
    ],
    ['shop_size{state=~"up"} == on (instance, state) shop_size{state!="up"}', /`state` is "up" on the left/],
    ['up{job="shop"} and up{job="till"}', /`job` is "shop" on the left of `and`/],
    ["shop_memory_bytes unless shop_memory_limit_bytes", /`unless` takes nothing away/],
    ["shop_queue and hour() > 8", /has the label `cluster`.*result is empty/],
    ["rate(shop_duration_seconds_bucket[5m]) / rate(shop_duration_seconds_count[5m])", /`le`/],
    ['absent(up{job="shop"}) and up', /`cluster`/],
  ],
  "several series for one match": [
    [
      "shop_size < on (cluster, instance) shop_memory_limit_bytes",
      /^<: The left side of `<` has several series for each match: they differ in `state`.*`group_left`/,
    ],
    ["shop_memory_limit_bytes > on (instance) shop_size", /The right side.*`group_right`/],
    [
      "shop_queue * on (instance) group_left () shop_memory_bytes",
      /The right side.*differ in `pool`.*`max by \(instance\)/,
    ],
    ["sum by (cluster, instance) (shop_queue) / on (cluster) sum by (cluster) (shop_queue)", /differ in `instance`/],
    ["sum by (job, instance) (shop_queue) / on (job) sum by (job) (shop_queue)", /differ in `instance`/],
    ["rate(shop_requests_total[5m]) * ignoring (method) group_left () rate(shop_requests_total[5m])", /`method`/],
  ],
  "series that meet themselves": [
    [
      'rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])',
      /keep `status`.*always 1.*aggregate `status` away/,
    ],
    ['100 * rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])', /result is constant/],
    [
      'sum by (status) (rate(shop_requests_total{status="error"}[5m])) / sum by (status) (rate(shop_requests_total[5m]))',
      /always 1/,
    ],
    ['rate(shop_requests_total[5m]) - rate(shop_requests_total{status=~"err.*"}[5m])', /always 0/],
    ['shop_queue{queue="a"} > shop_queue', /never true/],
    ['sum without (alertname) (ALERTS{severity="info"}) / sum without (alertname) (ALERTS)', /always 1/],
    ['sum(rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])) > 1', /always 1/],
  ],
  "types that do not fit": [
    [
      "rate(shop_requests_total)",
      /`rate` takes a range of samples, and this is series at one moment.*`shop_requests_total\[5m\]`/,
    ],
    ["rate(sum(shop_requests_total))", /a range of an expression is a subquery/],
    ["sum(shop_queue[5m])", /`sum` takes series at one moment, and this is a range/],
    ["shop_queue[5m]", /neither drawn nor alerted on.*`rate\(shop_queue\[5m\]\)`/],
    ['"text"', /gives a string/],
    ["abs(1)", /put `vector\(…\)` around it/],
    ["topk(shop_queue, shop_queue)", /`topk` takes a single number/],
    ["topk(shop_queue)", /`topk` takes 2 arguments, and here are 1/],
    ["sum(shop_queue, shop_queue)", /`sum` takes 1 argument/],
    ["round(shop_queue, 1, 2)", /`round` takes 1 to 2 arguments, and here are 3/],
    ["time(1)", /`time` takes no argument/],
    ["1 > 2", /needs `bool`/],
    ["shop_queue + bool shop_queue", /`bool` belongs to a comparison/],
    ["shop_queue or 1", /`or` works on series alone/],
    ["shop_queue and on (cluster) group_left () shop_queue", /many to many by nature/],
    ["shop_queue * on (cluster) 2", /one side is a number/],
    ["shop_queue * on (cluster) group_left (cluster) up", /is in `on` already/],
    ["shop_queue[5m] + 1", /`\+` works on series and numbers/],
    ['{job=~".*"}', /selects every series/],
    ["mad_over_time(shop_queue[5m])", /experimental.*promql-experimental-functions/],
    ["limitk(2, shop_queue)", /experimental/],
  ],
};

describe.each(Object.entries(refused))("%s", (_, cases) => {
  test.each(cases)("%s is refused", (query, expected) => {
    const problems = problemsOf(query);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});

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
    "sum by (alertname, pod) (ALERTS) - on (pod) sum by (queue) (shop_queue)",
  ])("%s is unusual: a warning, and an error in our own", (query) => {
    expect(severities(query, { content: "foreign" })).toEqual(["warning"]);
    expect(severities(query, { content: "own" })).toEqual(["error"]);
    expect(severities(query, {})).toEqual(["error"]);
  });

  test.each([
    "shop_queue{",
    "rate(shop_queue)",
    'up{job="shopp"}',
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
    expect(inDashboard('up{job="shopp"}')).toMatchObject([{ severity: "error" }]);
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
    "shop_size:small < on (instance) shop_memory_limit_bytes",
    "shop_memory_limit_bytes > on (cluster) group_left () shop_size:small:cluster",
    // One replica is all that a job may have.
    'sum by (job) (shop_queue) * on (job) max by (instance, job) (up{job="shop"})',
    // One of two label sets is open.
    "shop_queue / on (instance) ALERTS",
    'label_replace(shop_memory_bytes, "pool", "", "", "") / shop_memory_limit_bytes',
    // An info metric's labels may follow from its target's.
    "shop_queue * on (instance) group_left (version) shop_build_info",
    "shop_memory_limit_bytes * on (instance) shop_build_info",
    // A filter may leave one series of several.
    "(shop_size > 3) < on (instance) shop_memory_limit_bytes",
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
