import type { RulePlacement } from "../components/metrics/rule-files.ts";
import type { SeriesIndex } from "../queries/promql/check.ts";
import { targetsRead } from "../queries/promql/targets.ts";

/**
 * What evaluates a rule where targets are divided among shards.
 *
 * A shard knows all series of its own targets and none of the others', so it judges rightly what is made of the series of one
 * target alone, and of nothing else: a sum over a job would be a part of it, `absent` would be true of every target of the
 * others, and a join would miss what lives elsewhere. All that goes to the ruler, which asks for the series of all shards at once.
 * So do recording rules, and alerts on what they record, though some would do in a shard: a series is then made in one place.
 * And so does an alert on no series at all, the heartbeat: it is to stop when the ruler does.
 *
 * Alerts on one target stay, though the ruler could judge them as well. Its way to the samples is long (remote write, Receive,
 * Query), and what tells that a part of that way is broken must not depend on it. That is also what Thanos advises: rules at
 * Prometheus where they can be, the ruler for the global view (https://thanos.io/tip/components/rule.md/#risk); Prometheus
 * Operator, whose shards all evaluate every rule on their own targets, refers those who need more to the ruler
 * (https://prometheus-operator.dev/docs/platform/thanos/#thanos-ruler).
 */
export function rulePlacement(series: SeriesIndex): RulePlacement {
  return (rule) =>
    rule.alert !== undefined && targetsRead(rule.expr.trim(), series) === "one" ? "prometheus" : "ruler";
}
