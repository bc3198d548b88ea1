import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { DASHBOARD, TEAM } from "./names.ts";

/** The share of the nodes that report on the cluster's size, or of those that match, which see enough active nodes. */
function shareThatSeesQuorum(matcher: string): string {
  return `avg by (cluster) (
    max by (cluster, instance) (butterfly_cluster_size{${[matcher, 'state="active"'].filter(Boolean).join(", ")}})
      >= bool on (cluster, instance)
      max by (cluster, instance) (butterfly_quorum_size{${matcher}})
    or on (cluster, instance)
    0 * max by (cluster, instance) (butterfly_cluster_size{${matcher}} or butterfly_quorum_size{${matcher}})
  )`;
}

/** The alert on a cluster that cannot commit. */
export const quorumAlerts: readonly AlertingRule[] = [
  {
    // `butterfly_cluster_size` may count all nodes, and a coordinator that hangs goes on showing its last number: so first
    // the coordinators that answer at all, then what most of those that report see. In a partition the side with the
    // quorum is the larger one, so it is heard. Last, coordinators that answer and say nothing of the cluster.
    // 20 s bear one lost scrape of 15 s.
    alert: "ButterflyClusterBelowQuorum",
    expr: `
avg by (cluster) (up{job="butterfly-coordinators"}) <= ${limits.reachedCoordinators.value}
or on (cluster)
(
  ${shareThatSeesQuorum('job="butterfly-coordinators"')}
  or on (cluster)
  ${shareThatSeesQuorum("")}
) < ${limits.reachedCoordinators.value}
or on (cluster)
0 * (
  max by (cluster) (up{job="butterfly-coordinators"})
  unless on (cluster)
  (butterfly_cluster_size or butterfly_quorum_size)
)`,
    for: "20s",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "1m",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} has no quorum.",
    description: `{{ $value | humanizePercentage }} of the coordinators answer and see enough nodes (more than ${inWords(limits.reachedCoordinators)} must){{ with printf "max(butterfly_cluster_size{cluster=%q, state=\\"active\\"})" $labels.cluster | query }}; at most {{ . | first | value }} active nodes{{ end }}{{ with printf "max(butterfly_quorum_size{cluster=%q})" $labels.cluster | query }}; the quorum is {{ . | first | value }}{{ end }}. Without a quorum nothing is committed: no new task is accepted.`,
    dashboard: DASHBOARD,
  },
];
