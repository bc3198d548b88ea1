/**
 * What NVIDIA's DRA driver tells of ComputeDomains in v0.4.0: its controller how many there are, its plugins of the claims on their node
 * (https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu, `pkg/metrics`).
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, NODES, node } from "../cluster-labels.ts";
import { counter, gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const driver = oneOf("compute-domain.nvidia.com");
const ofRequest: Readonly<Record<string, Label>> = { driver, operation: oneOf("prepare", "unprepare") };

/** Nine bounds in seconds, each twice the one before. */
const DURATIONS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8] as const;

/** What the driver's processes tell that is not of Go or of their client of the API. */
export const computeDomainsCatalogue: Catalogue = {
  system: "compute-domains",
  owns: ["nvidia_dra_"],
  targetLabels: {
    cluster,
    job: oneOf("compute-domain-controller", "compute-domain-plugin"),
    instance: { ...node, bound: NODES, reason: "one plugin a node, and one controller" },
  },
  metrics: [
    gauge(
      "nvidia_dra_compute_domain_info",
      "count",
      "ComputeDomains by how they stand, as the controller last wrote it.",
      {
        status: oneOf("Ready", "NotReady"),
      },
    ),
    counter("nvidia_dra_requests_total", "count", "Claims prepared and given back.", ofRequest),
    {
      name: "nvidia_dra_request_duration_seconds",
      type: "histogram",
      help: "How long it took to prepare a claim or to give it back, of those that succeeded.",
      unit: "seconds",
      buckets: DURATIONS,
      labels: ofRequest,
    },
    gauge("nvidia_dra_requests_inflight", "count", "Claims that are being prepared or given back.", ofRequest),
    gauge("nvidia_dra_prepared_devices", "count", "Channels and daemons that are prepared on the node.", {
      driver,
      node: { ...node, reason: "the plugin's own" },
      device_type: oneOf("channel", "daemon", "unknown"),
    }),
    counter("nvidia_dra_node_prepare_errors_total", "count", "Times that a claim could not be prepared.", {
      driver,
      error_type: oneOf("lock_acquire", "prepare_devices"),
    }),
    counter("nvidia_dra_node_unprepare_errors_total", "count", "Times that a claim could not be given back.", {
      driver,
      error_type: oneOf("lock_acquire", "unprepare_devices"),
    }),
  ],
};
