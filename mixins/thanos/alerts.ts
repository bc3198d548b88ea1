/**
 * Thanos' alerts on itself. Held against its own mixin (https://github.com/thanos-io/thanos/tree/main/mixin), whose others are
 * left out for these reasons:
 *
 * - ThanosReceiveHttpRequestLatencyHigh: the queue of Prometheus is sized for slow answers; where they are too slow for it,
 *   ThanosRemoteWriteBehind fires, and that is what costs something.
 * - ThanosReceiveHighReplicationFailures: a write without a quorum is answered with 503, which ThanosReceiveWritesFailing counts.
 * - ThanosReceiveHighHashringFileRefreshFailures: the file is read when it changes; a reload that failed says as much.
 * - The four on Receive's limits and tenants: there are neither.
 * - ThanosCompactHasNotRun: says so after a day, by uploads, which a small stack may lack; ThanosCompactorNotRunning by runs.
 * - ThanosStoreGrpcErrorRate, ThanosQueryGrpcServerErrorRate, ThanosQueryGrpcClientErrorRate: a store's error is a query's, or
 *   a part that is missing in its answer: ThanosQueriesFailing, ThanosStorePartMissing. gRPC counts cancelled queries, too.
 * - ThanosStoreSeriesGateLatencyHigh, ThanosStoreObjstoreOperationLatencyHigh, ThanosQueryOverload: causes of ThanosQueriesSlow,
 *   whose page asks for them; by themselves they harm nobody.
 * - The three on DNS: addresses are fixed names; one that does not resolve is a target, a query or an alert that fails.
 * - ThanosRuleGrpcErrorRate: nobody calls the ruler. ThanosRuleConfigReloadFailure: it reads its rules at its start alone, and does
 *   not start with wrong ones.
 * - ThanosNoRuleEvaluations, ThanosRuleNoEvaluationFor10Intervals: the heartbeat is one of its rules, and stops.
 * - Those of Sidecar and Bucket Replicate: there are none. Those of absent jobs: AiobsTargetsVanished, AiobsTargetDown.
 *
 * Few of them page: Prometheus keeps its own days whatever becomes of Thanos, and tries for two hours to hand them on.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { bucketAlerts } from "./alerts/bucket.ts";
import { queryAlerts } from "./alerts/queries.ts";
import { rulerAlerts } from "./alerts/ruler.ts";
import { writeAlerts } from "./alerts/writes.ts";

/** The alerts of Thanos on itself. */
export const thanosAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "thanos.writes", rules: writeAlerts },
  { name: "thanos.bucket", rules: bucketAlerts },
  { name: "thanos.queries", rules: queryAlerts },
  { name: "thanos.ruler", rules: rulerAlerts },
];
