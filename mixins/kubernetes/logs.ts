/**
 * What every container's log is stored with. The names are those that Loki makes of OpenTelemetry's resource attributes
 * (https://grafana.com/docs/loki/latest/send-data/otel/), which is how the node's agent sends them.
 */
import type { LogFields } from "../../queries/log-catalogue.ts";

/** The labels of streams: few, and none that changes with a pod. */
export const containerLabels: LogFields = {
  cluster: { help: "The cluster, as on metrics." },
  k8s_namespace_name: { help: "The namespace; not on logs from hosts outside Kubernetes.", presence: "sometimes" },
  service_name: { help: "`service.name` of the resource, else the workload's name." },
  log_kind: { help: "`audit` on lines that are kept for long; others have none.", presence: "sometimes" },
};

/** What stands beside each line. */
export const containerMetadata: LogFields = {
  k8s_pod_name: { presence: "sometimes" },
  k8s_container_name: { presence: "sometimes" },
  k8s_node_name: { presence: "sometimes" },
  severity_text: { help: "The level as the program wrote it.", presence: "sometimes" },
  severity_number: { type: "number", presence: "sometimes" },
  trace_id: { help: "Of the request that the line is about: 32 hexadecimal digits.", presence: "sometimes" },
  span_id: { help: "16 hexadecimal digits.", presence: "sometimes" },
};
