/**
 * Queries whose syntax is on an edge, and what the server says of them. `test/real/promql-syntax.test.ts` asks promtool for
 * the same verdicts.
 */

/** What the server takes. */
export const accepted: readonly string[] = [
  // Numbers and durations.
  "a > 2.",
  "histogram_quantile(1./6., a)",
  "a > 1.e2 + 0X_1F + 1_000 + 0755 + .5e-3",
  "rate(a[2.])",
  "a > 5m + 1h30m",
  "rate(a[max_of(5m, step() * 2)]) > 0",
  "max_over_time(a[(1h + 30m) / 2:1m])",
  // Shifts.
  "a offset -(5)",
  "a offset +(5m)",
  "a offset --5m",
  "(a + b offset (5m * 2)) / c",
  "a offset -max_of(1h, range()) @ 3.",
  "a @ 1m - a @ START()",
  "-a offset 5m",
  "max_over_time(a[5m:1m] @ end() offset -1w)",
  // Metrics with names that are words of the language.
  "offset",
  "offset > 1 or offset5m unless offset_total",
  'rate(offset{offset="x"}[5m] offset 5m)',
  "sum by (offset) (offset) / ON (offset) offset:x",
  "sum(by) + sum(without) + count(start) + max(smoothed)",
  // Long chains.
  Array(300).fill('sum by (cluster) (rate(a{status="error"}[5m]))').join(" or "),
  "((((((((((a))))))))))",
  // Names and lists.
  '{"a b", "c d"="e"}',
  'sum by ("a b", c,) (x{d="e",})',
  '{a!="", b=~".+"} or {a!~""} # comment',
  "a{b='it\\'s', c=`\\d`}",
  "a == BOOL 1 AND ON () b",
];

/** What the server refuses. */
export const refused: readonly string[] = [
  // Numbers and durations.
  "a > 0.05and b",
  "a > 5mor b",
  "a > 1..5",
  "a > 1_",
  "a > 1e999",
  "a > 293y",
  "a[5min]",
  "a[30m1h]",
  "a[Inf]",
  "a[9.5e10]",
  "a[0]",
  "a[-5m]",
  // Shifts.
  "a offset 5m15m",
  "a offset 9999999999y",
  "a offset 9.5e10",
  "a offset 5m offset 1h",
  "rate(a[5m]) offset 1h",
  "a offset",
  // Behind flags.
  "a > min_of(1, 2)",
  "max_of(1, 2)",
  "rate(a[5m] anchored)",
  "a + fill(0) b",
  "mad_over_time(a[5m])",
  "limitk(2, a)",
  // Names, selectors and strings.
  'a{__name__=~"b"}',
  'a{"b"}',
  '{""}',
  "{}",
  '{a=~".*"}',
  'a{b=~"(c"}',
  'a{b=~"(?!c)"}',
  'a{b="\\d"}',
  'a{b="\\ud800"}',
  "sum by (1) (a)",
  "a\u00a0+ b",
  "é",
  // Types.
  "1 > 2",
  "a and 1",
  "sum(a[5m])",
  "rate(a)",
  'a + "b"',
  "a * on (b) group_left (b) c",
];
