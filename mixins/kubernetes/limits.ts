import type { Limit } from "../limit.ts";

const KUBERNETES_MIXIN = "https://github.com/kubernetes-monitoring/kubernetes-mixin";

/** The thresholds of the cluster: its nodes, objects, volumes, API and DNS. */
export const kubernetesLimits = {
  nodesNotReady: {
    value: 0.2,
    unit: "ratio",
    why: "a node or two of many are replaced every day; a fifth at once is a zone, a network or a release, and has no room elsewhere",
    source: "this program's choice: less than the third that one of three zones is",
  },
  readinessChanges: {
    value: 2,
    unit: "count",
    why: "a restart changes it twice; a third change in a quarter of an hour is a node that comes and goes",
    source: KUBERNETES_MIXIN,
  },
  certificateExpiresIn: {
    value: 604_800,
    unit: "seconds",
    why: "kubelets renew when a tenth to a third of the time is left, which is weeks; a week is what a ticket takes",
    source: KUBERNETES_MIXIN,
  },
  apiErrors: {
    value: 0.05,
    unit: "ratio",
    why: "clients try again, so single errors harm nobody; from one in twenty on controllers fall behind",
    source: "this program's choice",
  },
  slowApiRequests: {
    value: 0.01,
    unit: "ratio",
    why: "of requests for a single object, 99 % are answered within a second",
    source: "https://github.com/kubernetes/community/blob/main/sig-scalability/slos/api_call_latency.md",
  },
  aggregatedApiAway: {
    value: 0.15,
    unit: "ratio",
    why: "an aggregated API is away for seconds when its only pod is replaced",
    source: KUBERNETES_MIXIN,
  },
  freeVolumeForPage: {
    value: 0.03,
    unit: "ratio",
    why: "what is left may be gone within minutes, and what writes there stops",
    source: KUBERNETES_MIXIN,
  },
  freeVolume: {
    value: 0.15,
    unit: "ratio",
    why: "above it there is time, whatever the trend",
    source: KUBERNETES_MIXIN,
  },
  volumeFullIn: {
    value: 345_600,
    unit: "seconds",
    why: "four days reach over a weekend",
    source: KUBERNETES_MIXIN,
  },
  freeVolumeInodes: {
    value: 0.03,
    unit: "ratio",
    why: "a filesystem without inodes is full, however many bytes are free",
    source: KUBERNETES_MIXIN,
  },
  quotaUse: {
    value: 0.9,
    unit: "ratio",
    why: "the next workload of the namespace may be refused",
    source: KUBERNETES_MIXIN,
  },
  dnsErrors: {
    value: 0.03,
    unit: "ratio",
    why: "clients ask again once or twice, so a few failures are not seen; beyond, requests of everything fail",
    source: "https://github.com/povilasv/coredns-mixin",
  },
  dnsLatency: {
    value: 1,
    unit: "seconds",
    why: "resolvers wait 5 s and ask again: a second a name is felt in every request",
    source: "this program's choice, below the 4 s of https://github.com/povilasv/coredns-mixin",
  },
} as const satisfies Readonly<Record<string, Limit>>;
