import { kubernetesLimits as limits } from "../../../mixins/kubernetes/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, inNamespace } from "../selectors.ts";

/** What is promised beyond what there is. */
export function capacityBand(): Band {
  return { title: "Capacity", height: 8, panels: [requested(), quotas()] };
}

const pod = "cluster, namespace, pod";

const requested = () =>
  timeseries({
    id: 24,
    title: "Requested of what there is",
    description:
      "What pods have asked for, as a share of what all nodes have to give.\n\n**Good:** under what is left without the largest node. **Otherwise:** KubeOvercommitted says, for the record, that no node can be lost; above 100% pods wait.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster, resource) (max by (${pod}, container, resource) (kube_pod_container_resource_requests{${inCluster}, resource=~"cpu|memory"}) and on (${pod}) max by (${pod}) (kube_pod_status_phase{${inCluster}, phase=~"Pending|Running"}) == 1) / on (cluster, resource) sum by (cluster, resource) (max by (cluster, node, resource) (kube_node_status_allocatable{${inCluster}, resource=~"cpu|memory"}))`,
        legend: "{{resource}} {{cluster}}",
      },
    ],
  });

const quota = "cluster, namespace, resourcequota, resource";

const quotas = () =>
  table({
    id: 25,
    empty: "None",
    title: "Quotas",
    description: `The ten quotas that are used up most.\n\n**Good:** *None*, or under 80%. **Otherwise:** above ${inWords(limits.quotaUse)} KubeQuotaNearlyUsedUp says so for the record: what is over it is refused.`,
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "resource", title: "Resource" },
      { label: "resourcequota", title: "Quota" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Used",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: limits.quotaUse.value }),
        expr: `topk(10, max by (${quota}) (kube_resourcequota{${inNamespace}, type="used"}) / on (${quota}) (max by (${quota}) (kube_resourcequota{${inNamespace}, type="hard"}) > 0))`,
      },
    ],
  });
