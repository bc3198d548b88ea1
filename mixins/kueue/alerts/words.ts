/** What alerts on one ClusterQueue have in common. */

/** What tells a ClusterQueue apart. */
export const OF_QUEUE = "cluster, application, cluster_queue";

/** Where a text says it is. */
export const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";

/** A ClusterQueue in a text. */
export const QUEUE = "{{ $labels.cluster_queue }}";

/** The dashboard of all queues. */
export const DASHBOARD = { dashboard: "kueue", dashboardVariables: { application: "application" } } as const;

/** The dashboard of one ClusterQueue. */
export const QUEUE_DASHBOARD = {
  dashboard: "kueue",
  dashboardVariables: { application: "application", cluster_queue: "cluster_queue" },
} as const;
