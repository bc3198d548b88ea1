/** What alerts on Qdrant have in common. */

/** What tells a Qdrant apart, and one of its peers. */
export const OF_QDRANT = "cluster, application";
export const OF_PEER = `${OF_QDRANT}, instance`;

/** Where a text says it is. */
export const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";
export const PEER = `{{ $labels.instance }} of ${WHERE}`;

/** The dashboard. */
export const DASHBOARD = { dashboard: "qdrant", dashboardVariables: { application: "application" } } as const;
