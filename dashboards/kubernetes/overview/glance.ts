import { kubernetesLimits as limits } from "../../../mixins/kubernetes/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { anyIsYellow, highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster, inNamespace } from "../selectors.ts";

/** Does it answer, and are its nodes there? */
export function clusterGlance(): Band {
  return { height: 4, panels: [api(), dns(), nodes(), pods()] };
}

/** Servers that answer their scrape. */
function answering(job: "kube-apiserver" | "coredns") {
  return {
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    min: 0,
    thresholds: lowIsBad({ yellow: 0.01, green: 1 }),
    queries: [{ expr: `min(avg by (cluster) (up{${inCluster}, job="${job}"}))`, legend: "Answer" }],
  } as const;
}

const api = () =>
  stat({
    id: 1,
    title: "API servers",
    description:
      "Share of the API servers that answer, in the cluster where it is lowest.\n\n**Good:** 100%. **Otherwise:** at 0% KubeApiDown pages: nothing is scheduled, moved or scaled; what runs goes on.",
    ...answering("kube-apiserver"),
  });

const dns = () =>
  stat({
    id: 2,
    title: "DNS servers",
    description:
      "Share of the CoreDNS pods that answer, in the cluster where it is lowest. *No data* where the nodes answer DNS themselves.\n\n**Good:** 100%. **Otherwise:** at 0% KubeDnsDown pages: nothing new connects to anything.",
    ...answering("coredns"),
  });

const nodes = () =>
  stat({
    id: 3,
    title: "Nodes not ready",
    description: `Share of the nodes that take no pods, in the cluster where it is highest.\n\n**Good:** 0%, but for nodes that come and go. **Otherwise:** above ${inWords(limits.nodesNotReady)} KubeNodesNotReady pages: *Nodes* shows since when.`,
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.001, red: limits.nodesNotReady.value }),
    queries: [
      {
        expr: `max(1 - avg by (cluster) (max by (cluster, node) (kube_node_status_condition{${inCluster}, condition="Ready", status="true"})))`,
        legend: "Not ready",
      },
    ],
  });

const pods = () =>
  stat({
    id: 4,
    title: "Pods that wait",
    description:
      "Pods that are pending, or that nobody hears of.\n\n**Good:** 0, or for the minutes that an image or a node takes. **Otherwise:** *Pods not ready* lists them; KubePodNotReady fires after 15 minutes.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: anyIsYellow,
    queries: [{ expr: `sum(kube_pod_status_phase{${inNamespace}, phase=~"Pending|Unknown"})`, legend: "Pods" }],
  });
