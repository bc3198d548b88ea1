import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { apiAlerts, apiPages } from "./alerts/api-server.ts";
import { capacityAlerts } from "./alerts/capacity.ts";
import { dnsAlerts, dnsPages } from "./alerts/dns.ts";
import { nodeAlerts, nodePages } from "./alerts/nodes.ts";
import { podAlerts } from "./alerts/pods.ts";
import { storageAlerts, storagePages } from "./alerts/storage.ts";
import { workloadAlerts } from "./alerts/workloads.ts";

/** The alerts on the cluster. What pages is judged every 5 s. */
export const kubernetesAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "kubernetes.pages", interval: "5s", rules: [...nodePages, ...apiPages, ...dnsPages, ...storagePages] },
  { name: "kubernetes.workloads", rules: [...podAlerts, ...workloadAlerts] },
  {
    name: "kubernetes.cluster",
    rules: [...nodeAlerts, ...apiAlerts, ...dnsAlerts, ...storageAlerts, ...capacityAlerts],
  },
];
