/**
 * ServiceMonitors and PodMonitors as scrape jobs, as Prometheus Operator makes them with the role EndpointSlice
 * (https://github.com/prometheus-operator/prometheus-operator, `pkg/prometheus/promcfg.go`).
 */
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";

/** One requirement of a label selector. */
interface Requirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

/** One endpoint of a monitor: a port, and how it is asked. */
interface MonitoredEndpoint {
  /** The port's name: a Service's, or of a PodMonitor a container's. */
  readonly port?: string;
  /** A container's port, by its number or name. */
  readonly targetPort?: number | string;
  /** What the label `endpoint` says. Absent: targets have none. */
  readonly called?: string;
  /** The job's own fields that the manifest sets. */
  readonly asked: Partial<ScrapeJob>;
  readonly relabelings: readonly RelabelConfig[];
  readonly metricRelabelings: readonly RelabelConfig[];
  /** Whether finished pods are left out. */
  readonly filterRunning: boolean;
}

/** A monitor's manifest, as far as it says what is scraped. */
export interface Monitor {
  readonly kind: "ServiceMonitor" | "PodMonitor";
  readonly namespace: string;
  readonly name: string;
  /** Where it looks; `any`: in every namespace. */
  readonly namespaces: readonly string[] | "any";
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly Requirement[];
  readonly jobLabel?: string;
  /** Labels of the Service that targets get. */
  readonly targetLabels: readonly string[];
  /** Labels of the pod that targets get. */
  readonly podTargetLabels: readonly string[];
  readonly endpoints: readonly MonitoredEndpoint[];
}

/** The job of each endpoint of a monitor. What is added to all jobs of an application comes after these steps. */
export function monitorJobs(monitor: Monitor): readonly ScrapeJob[] {
  const { kind, namespace, name, namespaces } = monitor;
  return monitor.endpoints.map((endpoint, index) => ({
    job_name: `${kind === "PodMonitor" ? "podMonitor" : "serviceMonitor"}/${namespace}/${name}/${index}`,
    ...endpoint.asked,
    kubernetes_sd_configs: [
      {
        role: kind === "PodMonitor" ? "pod" : "endpointslice",
        ...(namespaces === "any" ? {} : { namespaces: { names: namespaces } }),
      },
    ],
    relabel_configs: [
      ...(kind === "PodMonitor" ? podSteps(monitor, endpoint) : serviceSteps(monitor, endpoint)),
      ...endpointSteps(endpoint),
      ...endpoint.relabelings,
    ],
    ...(endpoint.metricRelabelings.length === 0 ? {} : { metric_relabel_configs: endpoint.metricRelabelings }),
  }));
}

const META = "__meta_kubernetes";

const jobName: RelabelConfig = { source_labels: ["job"], target_label: "__tmp_prometheus_job_name" };
const notFinished: RelabelConfig = {
  source_labels: [`${META}_pod_phase`],
  action: "drop",
  regex: "(Failed|Succeeded)",
};
const ofNamespace: RelabelConfig = { source_labels: [`${META}_namespace`], target_label: "namespace" };
const ofPod: RelabelConfig = { source_labels: [`${META}_pod_name`], target_label: "pod" };
const ofContainer: RelabelConfig = { source_labels: [`${META}_pod_container_name`], target_label: "container" };

function podSteps(monitor: Monitor, { port, targetPort, filterRunning }: MonitoredEndpoint): readonly RelabelConfig[] {
  const { namespace, name, jobLabel, podTargetLabels } = monitor;
  return [
    jobName,
    ...(filterRunning ? [notFinished] : []),
    ...selected("pod", monitor),
    ...containerPort(port ?? targetPort),
    ofNamespace,
    ofContainer,
    ofPod,
    ...podTargetLabels.map((label) => copied("pod", label, sanitized(label))),
    { target_label: "job", replacement: `${namespace}/${name}` },
    ...(jobLabel === undefined ? [] : [copied("pod", jobLabel, "job")]),
  ];
}

function serviceSteps(monitor: Monitor, endpoint: MonitoredEndpoint): readonly RelabelConfig[] {
  const { jobLabel, targetLabels, podTargetLabels } = monitor;
  const { port, targetPort, filterRunning } = endpoint;
  const target = [`${META}_endpointslice_address_target_kind`, `${META}_endpointslice_address_target_name`];
  const onePort: RelabelConfig[] =
    port === undefined
      ? containerPort(targetPort)
      : [{ source_labels: [`${META}_endpointslice_port_name`], action: "keep", regex: port }];
  return [
    jobName,
    ...selected("service", monitor),
    ...onePort,
    { source_labels: target, regex: "Node;(.*)", target_label: "node" },
    { source_labels: target, regex: "Pod;(.*)", target_label: "pod" },
    ofNamespace,
    { source_labels: [`${META}_service_name`], target_label: "service" },
    ofPod,
    ofContainer,
    ...(filterRunning ? [notFinished] : []),
    ...targetLabels.map((label) => copied("service", label, sanitized(label))),
    ...podTargetLabels.map((label) => copied("pod", label, sanitized(label))),
    { source_labels: [`${META}_service_name`], target_label: "job" },
    ...(jobLabel === undefined ? [] : [copied("service", jobLabel, "job")]),
  ];
}

function endpointSteps({ called }: MonitoredEndpoint): readonly RelabelConfig[] {
  return called === undefined ? [] : [{ target_label: "endpoint", replacement: called }];
}

function containerPort(port: number | string | undefined): RelabelConfig[] {
  if (port === undefined) return [];
  const label = `${META}_pod_container_port_${typeof port === "number" ? "number" : "name"}`;
  return [{ source_labels: [label], action: "keep", regex: String(port) }];
}

/** Only the objects that the selector takes. */
function selected(object: "pod" | "service", { matchLabels, matchExpressions }: Monitor): readonly RelabelConfig[] {
  const exact = Object.keys(matchLabels)
    .sort()
    .map((key): Requirement => ({ key, operator: "In", values: [matchLabels[key] ?? ""] }));
  return [...exact, ...matchExpressions].map(({ key, operator, values = [] }) => {
    const label = sanitized(key);
    const present = `${META}_${object}_labelpresent_${label}`;
    const action = operator === "In" || operator === "Exists" ? "keep" : "drop";
    return operator === "Exists" || operator === "DoesNotExist"
      ? { source_labels: [present], action, regex: "true" }
      : { source_labels: [`${META}_${object}_label_${label}`, present], action, regex: `(${values.join("|")});true` };
  });
}

/** A label of an object that a target gets, where the object has it. */
function copied(object: "pod" | "service", label: string, target: string): RelabelConfig {
  return { source_labels: [`${META}_${object}_label_${sanitized(label)}`], regex: "(.+)", target_label: target };
}

/** A Kubernetes label as Prometheus names it. */
function sanitized(label: string): string {
  return label.replaceAll(/[^a-zA-Z0-9_]/g, "_");
}
