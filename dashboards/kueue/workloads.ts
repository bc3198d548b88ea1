import { kueueLimits as limits } from "../../mixins/kueue/limits.ts";
import { inWords } from "../../mixins/limit.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { OF_QUEUE, ofQueues, QUEUE } from "./selector.ts";

/** What becomes of workloads. */
export const workloadBand = (): Band => ({
  title: "Workloads in an hour",
  height: 8,
  panels: [throughput(), evictions(), preemptions()],
});

const inHour = (counter: string, more = "") =>
  `sum by (${OF_QUEUE}${more}) (increase(kueue_${counter}_workloads_total{${ofQueues}}[1h]))`;

const throughput = () =>
  timeseries({
    id: 10,
    title: "Admitted and finished",
    description:
      "Workloads that were admitted, and that finished, within an hour, by queue; an evicted one is admitted again.\n\n**Good:** about as many finish as are admitted. **Otherwise:** many more admitted: they are evicted, see beside.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: inHour("admitted"), legend: `${QUEUE} admitted` },
      { expr: inHour("finished"), legend: `${QUEUE} finished` },
    ],
  });

const evictions = () =>
  timeseries({
    id: 11,
    title: "Evicted, by reason",
    description: `Evictions within an hour.\n\n**Good:** none but \`Preempted\`. **Otherwise:** \`PodsReadyTimeout\` above ${inWords(limits.podsNotReady)}: KueuePodsNotReady; \`AdmissionCheck\`: a check took its yes back; of nodes: some were lost; \`Deactivated\`, \`ClusterQueueStopped\`, \`LocalQueueStopped\`: somebody did it.`,
    unit: "locale",
    series: "stacked",
    decimals: 0,
    // Of what never happened there is no series.
    empty: "None",
    queries: [{ expr: inHour("evicted", ", reason"), legend: `${QUEUE} {{reason}}` }],
  });

const preemptions = () =>
  timeseries({
    id: 12,
    title: "Preempted, by whom",
    description:
      "Workloads that were preempted within an hour, by the queue that they made room for, and why.\n\n**Good:** `InCohortReclamation` when a queue takes back what it lent. **Otherwise:** more than half of what is admitted: KueuePreemptionsHigh.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    empty: "None",
    queries: [
      {
        expr: `sum by (cluster, application, preempting_cluster_queue, reason) (increase(kueue_preempted_workloads_total{cluster=~"$cluster", application=~"$application"}[1h]))`,
        legend: "{{preempting_cluster_queue}} {{reason}}",
      },
    ],
  });
