import { kubernetesLimits as limits } from "../../../mixins/kubernetes/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { lowIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

/** Nodes as the cluster sees them. */
export function nodesBand(): Band {
  return { title: "Nodes", height: 9, panels: [readiness(), trouble(), certificates()], widths: [7, 10, 7] };
}

const READY = `kube_node_status_condition{${inCluster}, condition="Ready", status="true"}`;
const byNode = "cluster, node";

const readiness = () =>
  timeseries({
    id: 5,
    title: "Nodes over time",
    description:
      "Nodes that are ready, that are not, and that somebody or the autoscaler takes out of work.\n\n**Good:** none not ready. **Otherwise:** many at once: a zone, the network or a release; one by one: *Nodes in trouble* says which.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      { expr: `sum(max by (${byNode}) (${READY}))`, legend: "Ready" },
      { expr: `sum(1 - max by (${byNode}) (${READY}))`, legend: "Not ready" },
      { expr: `sum(max by (${byNode}) (kube_node_spec_unschedulable{${inCluster}}))`, legend: "Cordoned" },
    ],
  });

const trouble = () =>
  table({
    id: 6,
    empty: "None",
    title: "Nodes in trouble",
    description:
      "Nodes that are not ready or under pressure, and how often each has become ready or not ready within 15 minutes.\n\n**Good:** *None*. **Otherwise:** KubeNodeNotReady, KubeNodePressure or KubeNodeFlapping fires: see the node's events, and the dashboard `node-overview`.",
    labels: [
      { label: "node", title: "Node", width: 190 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Conditions",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${byNode}) (max by (${byNode}, condition) (kube_node_status_condition{${inCluster}, condition!="Ready", status="true"} == 1 or kube_node_status_condition{${inCluster}, condition="Ready", status=~"false|unknown"} == 1))`,
      },
      {
        title: "Changes",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${byNode}) (changes(${READY}[15m])) > 0`,
      },
    ],
  });

const certificates = () =>
  timeseries({
    id: 7,
    title: "Kubelets' certificates",
    description:
      "How long the certificate of the kubelet is valid that expires first, as a client and as a server. No line where kubelets sign in by the cloud's identity.\n\n**Good:** a saw tooth far above a week. **Otherwise:** below the dashed line KubeletCertificateExpiring fires: it was not renewed.",
    unit: "s",
    series: "lines",
    thresholds: lowIsBad({ yellow: limits.certificateExpiresIn.value, green: 2 * limits.certificateExpiresIn.value }),
    queries: [
      {
        expr: `min by (cluster) (kubelet_certificate_manager_client_ttl_seconds{${inCluster}} < +Inf)`,
        legend: "{{cluster}} client",
      },
      {
        expr: `min by (cluster) (kubelet_certificate_manager_server_ttl_seconds{${inCluster}} < +Inf)`,
        legend: "{{cluster}} server",
      },
    ],
  });
