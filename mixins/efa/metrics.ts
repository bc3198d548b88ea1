/** What the exporter of Elastic Fabric Adapters exposes: `efa/counters.ts`. */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, NODES, node } from "../cluster-labels.ts";
import { counter, gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

/** Most adapters of a node: `p5.48xlarge` (`facts/gpu-instances.ts`). */
const MOST_ADAPTERS = 32;

const ofPort: Readonly<Record<string, Label>> = {
  device: { bound: MOST_ADAPTERS, examples: ["rdmap79s0"], reason: "adapters of a node" },
  port: { bound: 1, examples: ["1"], reason: "each adapter has one" },
};

/** The counters of each adapter's port. */
export const efaCatalogue: Catalogue = {
  system: "efa",
  owns: ["efa_"],
  targetLabels: {
    cluster,
    job: oneOf("efa-exporter"),
    instance: { ...node, bound: NODES, reason: "one exporter a node" },
  },
  metrics: [
    gauge("efa_adapters", "count", "Adapters of the node.", {}),
    counter("efa_tx_bytes_total", "bytes", "Bytes sent.", ofPort),
    counter("efa_rx_bytes_total", "bytes", "Bytes received.", ofPort),
    counter("efa_tx_pkts_total", "count", "Packets sent.", ofPort),
    counter("efa_rx_pkts_total", "count", "Packets received.", ofPort),
    counter("efa_rx_drops_total", "count", "Packets received and dropped.", ofPort),
    counter("efa_rdma_read_wr_err_total", "count", "Reads from another node's memory that failed.", ofPort),
    counter("efa_rdma_write_wr_err_total", "count", "Writes to another node's memory that failed.", ofPort),
    counter("efa_retrans_pkts_total", "count", "Packets sent again.", ofPort),
    counter(
      "efa_retrans_timeout_events_total",
      "count",
      "Times that traffic was not acknowledged in time and took another path.",
      ofPort,
    ),
    counter(
      "efa_impaired_remote_conn_events_total",
      "count",
      "Times that a connection became impaired and was throttled.",
      ofPort,
    ),
    counter(
      "efa_unresponsive_remote_events_total",
      "count",
      "Times that the other end of a connection did not answer.",
      ofPort,
    ),
  ],
};
