import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { now, OF_QUEUE, ofQueues, QUEUE } from "./selector.ts";

/** Who waits, and for how long. */
export function queueBands(): Band[] {
  return [
    { height: 4, panels: [waiting(), running(), held(), inactive()] },
    { title: "Queues", height: 8, panels: [pending(), waits()] },
  ];
}

const PENDING = `kueue_pending_workloads{${now}}`;
const RESERVING = `kueue_reserving_active_workloads{${now}}`;
const ADMITTED = `kueue_admitted_active_workloads{${now}}`;

const waiting = () =>
  stat({
    id: 1,
    title: "Waiting",
    description:
      "Workloads that wait for quota, in all chosen queues.\n\n**Good:** as many as people are content with. **Otherwise:** *Waiting workloads* says in which queue.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(${PENDING})`, legend: "Waiting" }],
  });

const running = () =>
  stat({
    id: 2,
    title: "Admitted",
    description:
      "Workloads that are admitted and have not finished.\n\n**Good:** some wherever there is quota. **Otherwise:** none while some wait: KueueNothingAdmitted.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(${ADMITTED})`, legend: "Admitted" }],
  });

const held = () =>
  stat({
    id: 3,
    title: "Held by checks",
    description:
      "Workloads that have quota and wait for admission checks, such as nodes that are provisioned.\n\n**Good:** few, for minutes. **Otherwise:** KueueAdmissionChecksStuck: nobody else can use their quota.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(${RESERVING}) - sum(${ADMITTED})`, legend: "Held" }],
  });

const inactive = () =>
  stat({
    id: 4,
    title: "Inactive queues",
    description:
      "ClusterQueues that admit nothing: stopped, being deleted, or without a flavour or check that they name.\n\n**Good:** none. **Otherwise:** KueueClusterQueueInactive where workloads wait in one.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `sum(max by (${OF_QUEUE}, status) (kueue_cluster_queue_status{${now}, status!="active"}))`,
        legend: "Inactive",
      },
    ],
  });

const pending = () =>
  timeseries({
    id: 5,
    title: "Waiting workloads",
    description:
      "Workloads that wait, by queue. `active`: in line. `inadmissible`: tried without success, and not again until something changes.\n\n**Good:** they come and go. **Otherwise:** a line that only grows: too little quota, see *Quota in use*; one that stands still beside free quota: KueueAcceleratorQuotaIdle.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum by (${OF_QUEUE}, status) (${PENDING})`, legend: `${QUEUE} {{status}}` }],
  });

const wait = (q: number) =>
  `histogram_quantile(${q}, sum by (${OF_QUEUE}, le) (rate(kueue_admission_wait_time_seconds_bucket{${ofQueues}}[1h])))`;

const waits = () =>
  timeseries({
    id: 6,
    title: "Time until admission",
    description:
      "How long workloads had waited that were admitted within an hour, by queue. Who still waits is not in it.\n\n**Good:** as promised to the queue's people. **Otherwise:** more quota, or borrowing; after an eviction the time begins anew.",
    unit: "s",
    series: "lines",
    min: 0,
    queries: [
      { expr: wait(0.5), legend: `${QUEUE} P50` },
      { expr: wait(0.95), legend: `${QUEUE} P95` },
    ],
  });
