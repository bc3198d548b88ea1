/** Rules on NVIDIA's driver: nodes of one pool that run different versions of it, or another than the settings name. */
import type { AlertingRule, RecordingRule, RuleGroup, Scraped } from "../mixin.ts";
import { byNode } from "./alerts/by-node.ts";
import { DRIVER_VERSION } from "./metrics.ts";

/** The driver that the settings name for a node pool, 1 by `cluster`, `pool` and version. */
const NAMED = "cluster_pool:gpu_driver_named:info";

/** What the rules are checked with of a stack of which nothing is known. */
const SOME = { any: "580.105.08" } as const;

/** A constant for each pool whose driver the settings name. */
export function driverRecordings({ cluster, drivers }: Scraped): readonly RuleGroup<RecordingRule>[] {
  const rules = Object.entries(drivers ?? SOME).map(([pool, version]) => ({
    record: NAMED,
    expr: "vector(1)",
    labels: { cluster, pool, [DRIVER_VERSION]: version },
  }));
  return rules.length === 0 ? [] : [{ name: "gpu.named-drivers", rules }];
}

/** The alert on drivers. */
export function driverAlerts({ drivers = {} }: Scraped): readonly RuleGroup<AlertingRule>[] {
  return [{ name: "gpu.drivers", rules: [differing(Object.keys(drivers).length > 0)] }];
}

/** The pool of each node. */
const POOL_OF_NODE = `group by (cluster, instance, pool) (
        label_replace(${byNode('kube_node_labels{label_aiobs_pool!=""}', "label_aiobs_pool")}, "pool", "$1", "label_aiobs_pool", "(.+)")
      )`;

/** The drivers of each pool's nodes. An exporter that is not the stack's own may not tell of any. */
const SEEN = `group by (cluster, pool, ${DRIVER_VERSION}) (
      group by (cluster, instance, ${DRIVER_VERSION}) (DCGM_FI_DEV_FB_USED{${DRIVER_VERSION}!=""})
      * on (cluster, instance) group_left (pool)
      ${POOL_OF_NODE}
    )`;

/**
 * A pool whose nodes are updated has two for as long as that takes, for which `up` waits three hours.
 *
 * @param named whether the settings name a driver: a pool whose nodes all have another one has two as well.
 */
function differing(named: boolean): AlertingRule {
  return {
    alert: "GpuDriversDiffer",
    expr: `
count by (cluster, pool) (
    ${SEEN}${
      named
        ? `
  or on (cluster, pool, ${DRIVER_VERSION})
    ${NAMED}`
        : ""
    }
) > 1`,
    for: "4h",
    severity: "warning",
    detectWithin: "4h2m",
    summary: "The nodes of node pool {{ $labels.pool }} in cluster {{ $labels.cluster }} run different drivers.",
    description:
      "For 4 hours the nodes of {{ $labels.pool }} and what the settings say of them have named {{ $value }} versions of NVIDIA's driver, for longer than an update of the pool may take. A job over several nodes may fail or slow down by it, and a fault that a new driver mends goes on.",
    dashboard: "gpu-fleet",
  };
}
