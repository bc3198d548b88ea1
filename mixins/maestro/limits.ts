import type { Limit } from "../limit.ts";

const SPECIFICATION = "Maestro ML dashboards, alert configuration";

/** Maestro's thresholds. */
export const maestroLimits = {
  failedRequests: {
    value: 0.05,
    unit: "ratio",
    why: "more failed requests than this are felt by users",
    source: `${SPECIFICATION}: its 0.1 errors per second, as a share, which does not depend on the traffic`,
  },
  requestRate: {
    value: 0.1,
    unit: "per second",
    why: "below it, 30 requests in 5 minutes, a small share of failures or a quantile says nothing",
    source: "30 is the least number of samples from which a P95 or a share of 5% is told from chance",
  },
  failuresThatCount: {
    value: 5,
    unit: "count",
    why: "as many failures tell something that fails from single mistakes, however little is asked",
    source: "this program's choice",
  },
  p95Latency: {
    value: 2.5,
    unit: "seconds",
    why: "people who wait longer take a page for broken; it is a bound of the histogram's buckets, so it is told exactly",
    source: "this program's choice: the specification names no limit",
  },
  hangingRequests: {
    value: 10,
    unit: "count",
    why: "as many requests in progress on average are no few long uploads",
    source: "this program's choice",
  },
  hangingSeconds: {
    value: 60,
    unit: "seconds",
    why: "gateways give up on a request after a minute",
    source: "this program's choice: the time-out of common gateways",
  },
  rateLimited: {
    value: 0.05,
    unit: "ratio",
    why: "a limit that refuses more than this hits callers that work as they should",
    source: "this program's choice: the specification shows rate limiting and names no limit",
  },
  failedTraining: {
    value: 0.2,
    unit: "ratio",
    why: "some experiments fail by what is tried in them; this many fail by what they run on",
    source: "this program's choice: the specification shows experiments by status and names no limit",
  },
  failedTrainingOfTenant: {
    value: 0.5,
    unit: "ratio",
    why: "a tenant whose experiments mostly fail gets nothing done and pays for it",
    source: "this program's choice",
  },
  failedOperations: {
    value: 0.2,
    unit: "ratio",
    why: "of one kind of operation on models more than this fail where the registry or its storage does",
    source: "this program's choice",
  },
  quotaWarning: {
    value: 0.8,
    unit: "ratio",
    why: "above it there is time to clean up or to ask for more",
    source: `${SPECIFICATION}, Tenant Quota Warning`,
  },
  quotaExhausted: {
    value: 0.95,
    unit: "ratio",
    why: "above it the next upload or job may be refused",
    source: "this program's choice: the specification's warning is sent at 80%",
  },
} as const satisfies Readonly<Record<string, Limit>>;
