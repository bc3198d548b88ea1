import { ACCELERATORS, LEADING } from "../../mixins/kueue/catalogue.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen } from "../preset/variables.ts";
import { now, OF_QUEUE, QUEUE } from "./selector.ts";

/** What quota there is, and who has it: with `enableClusterQueueResources` alone. */
export const quotaBand = (): Band => ({
  title: "Quota (with metrics.enableClusterQueueResources)",
  height: 8,
  panels: [inUse(), free(), wanted()],
});

const BY = `${OF_QUEUE}, flavor, resource`;
const accelerators = `${now}, ${ACCELERATORS}`;

const inUse = () =>
  timeseries({
    id: 7,
    title: "Quota in use",
    description:
      "What admitted workloads have, of their queue's own quota, by flavour and resource: above 100% the rest is borrowed.\n\n**Good:** high where people wait. **Otherwise:** low while some wait: KueueAcceleratorQuotaIdle.",
    unit: "percentunit",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `max by (${BY}) (kueue_cluster_queue_resource_usage{${now}}) / (max by (${BY}) (kueue_cluster_queue_nominal_quota{${now}}) > 0)`,
        legend: `${QUEUE} {{flavor}} {{resource}}`,
      },
    ],
  });

const free = () =>
  timeseries({
    id: 8,
    title: "Accelerators free",
    description:
      "Accelerators of the quota that nobody has reserved, in all chosen clusters: what queues have unused, less what others borrow of it.\n\n**Good:** none while workloads wait for them. **Otherwise:** paid for and idle; *Accelerators wanted* says for whom.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: `sum by (cluster, application, resource) (kueue_cluster_queue_nominal_quota{${chosen}, ${LEADING}, ${ACCELERATORS}}) - sum by (cluster, application, resource) (kueue_cluster_queue_resource_reservation{${chosen}, ${LEADING}, ${ACCELERATORS}})`,
        legend: "{{application}} {{resource}}",
      },
    ],
  });

const wanted = () =>
  timeseries({
    id: 9,
    title: "Accelerators wanted",
    description:
      "Accelerators that waiting workloads ask for, by queue; from Kueue 0.18 on.\n\n**Good:** fewer than are there. **Otherwise:** more than *Accelerators free* for days: more quota, or fewer jobs.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: `sum by (${OF_QUEUE}, resource) (kueue_cluster_queue_resource_pending{${accelerators}})`,
        legend: `${QUEUE} {{resource}}`,
      },
    ],
  });
