/**
 * What the Kubernetes API servers tell, as far as it is kept: of some thirty thousand series of each, those that rules ask for.
 * Source: https://kubernetes.io/docs/reference/instrumentation/metrics/
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** The bucket of requests' durations that is kept, in seconds: what a request for a single object should take at most. */
export const LATENCY_BUCKET = 1;

/** The bucket of certificates' remaining time that is kept, in seconds: 7 days. */
export const CERTIFICATE_BUCKET = 604_800;

/** Histograms of which one bucket and the count are kept: the bucket by name. */
export const keptBuckets = {
  apiserver_request_sli_duration_seconds: LATENCY_BUCKET,
  apiserver_client_certificate_expiration_seconds: CERTIFICATE_BUCKET,
} as const;

/** The other metrics that are kept. */
export const keptMetrics = [
  "apiserver_request_total",
  "apiserver_current_inflight_requests",
  "apiserver_current_inqueue_requests",
  "aggregator_unavailable_apiservice",
] as const;

/** The API servers' own series. */
export const apiServerCatalogue: Catalogue = recordedCatalogue({
  system: "kube-apiserver",
  owns: ["apiserver_", "aggregator_"],
  targetLabels: {
    cluster,
    job: oneOf("kube-apiserver"),
    instance: { bound: 5, examples: ["10.0.1.12:443"], reason: "servers of the control plane" },
  },
  record: new URL("recorded/kube-apiserver-1.36.3.json", import.meta.url),
  knowledge: {
    kept: [...keptMetrics, ...Object.keys(keptBuckets)],
    labels: {
      verb: { bound: 15, examples: ["GET", "LIST", "WATCH"], reason: "verbs of the API" },
      code: { bound: 15, examples: ["200", "500"], reason: "status codes in use" },
      resource: { bound: 150, examples: ["pods"], reason: "kinds of objects" },
      request_kind: oneOf("mutating", "readOnly"),
      name: { bound: 60, examples: ["v1beta1.metrics.k8s.io"], reason: "groups and versions of the API" },
    },
    metrics: {
      apiserver_request_sli_duration_seconds: { buckets: [LATENCY_BUCKET] },
      apiserver_client_certificate_expiration_seconds: { buckets: [CERTIFICATE_BUCKET] },
    },
  },
});
