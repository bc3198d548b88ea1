import { kueueLimits as limits } from "../../mixins/kueue/limits.ts";
import { inWords } from "../../mixins/limit.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";

/** The manager itself. */
export function managerBands(): Band[] {
  return [
    { title: "Manager", height: 8, panels: [attempts(), cycles(), leaders()] },
    { height: 8, panels: [errors(), webhooks()] },
  ];
}

const OF_KUEUE = "cluster, application";

const attempts = () =>
  timeseries({
    id: 13,
    title: "Cycles of the scheduler",
    description:
      "How often a second the scheduler looked at who waits. `inadmissible`: none of them fitted.\n\n**Good:** some whenever anything is in line. **Otherwise:** none: KueueSchedulerStalled; many in vain: heads of strict queues that do not fit.",
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (${OF_KUEUE}, result) (rate(kueue_admission_attempts_total{${chosen}}[5m]))`,
        legend: "{{application}} {{result}}",
      },
    ],
  });

const cycles = () =>
  timeseries({
    id: 14,
    title: "Time of a cycle",
    description:
      "How long the scheduler takes for one look at the heads of all queues.\n\n**Good:** a fraction of a second. **Otherwise:** seconds: thousands of workloads to choose whom to preempt from, or slow answers of the API server.",
    unit: "s",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (${OF_KUEUE}, le) (rate(kueue_admission_attempt_duration_seconds_bucket{${chosen}}[5m])))`,
        legend: "{{application}} P95",
      },
    ],
  });

const errors = () =>
  timeseries({
    id: 15,
    title: "Failed reconciles",
    description: `Share of what a controller of the manager did that failed.\n\n**Good:** under ${inWords(limits.failedReconciles)}: conflicts of two writers. **Otherwise:** KueueReconcilesFailing; the manager's log says of what.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ red: limits.failedReconciles.value }),
    queries: [
      {
        expr: `sum by (${OF_KUEUE}, controller) (rate(controller_runtime_reconcile_errors_total{${chosen}}[5m])) / (sum by (${OF_KUEUE}, controller) (rate(controller_runtime_reconcile_total{${chosen}}[5m])) > 0)`,
        legend: "{{controller}}",
      },
    ],
  });

const leaders = () =>
  timeseries({
    id: 16,
    title: "Leaders",
    description:
      "Replicas that hold the lease, of those that answer.\n\n**Good:** one. **Otherwise:** none: KueueNoLeader, nothing is admitted.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `sum by (${OF_KUEUE}) (leader_election_master_status{${chosen}})`, legend: "{{application}} leaders" },
      { expr: `count by (${OF_KUEUE}) (leader_election_master_status{${chosen}})`, legend: "{{application}} replicas" },
    ],
  });

const webhooks = () =>
  timeseries({
    id: 17,
    title: "Failed calls of webhooks",
    description: `Share of the API server's calls of a webhook that failed; what it refuses is no failure.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedCalls)} KueueWebhooksFailing: such objects can be neither made nor changed.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ red: limits.failedCalls.value }),
    queries: [
      {
        expr: `sum by (${OF_KUEUE}, webhook) (rate(controller_runtime_webhook_requests_total{${chosen}, code!="200"}[5m])) / (sum by (${OF_KUEUE}, webhook) (rate(controller_runtime_webhook_requests_total{${chosen}}[5m])) > 0)`,
        legend: "{{webhook}}",
      },
    ],
  });
