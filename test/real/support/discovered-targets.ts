import { parse, stringify } from "yaml";
import { z } from "zod";
import type { StaticConfig } from "../../../mixins/scrape-job.ts";

/** A pod that discovery finds. */
interface Pod {
  readonly name: string;
  readonly portName: string;
  readonly port: number;
  readonly labels?: Readonly<Record<string, string>>;
}

const PrometheusYml = z.looseObject({
  alerting: z.looseObject({ alertmanagers: z.array(z.looseObject({})) }),
  remote_write: z.unknown().optional(),
  scrape_configs: z.array(
    z.looseObject({
      job_name: z.string(),
      static_configs: z.array(z.unknown()).optional(),
      dns_sd_configs: z.unknown().optional(),
      kubernetes_sd_configs: z
        .array(z.looseObject({ selectors: z.array(z.looseObject({ label: z.string().optional() })).default([]) }))
        .optional(),
      relabel_configs: z.array(z.looseObject({ source_labels: z.array(z.string()).optional() })).default([]),
    }),
  ),
});

/** What discovery puts before the name of a pod's label. */
const POD_LABEL = "__meta_kubernetes_pod_label_";

/** How many replicas there are to be discovered. */
export interface Replicas {
  readonly prometheus: number;
  readonly alertmanager: number;
}

/**
 * A rendered `prometheus.yml` for a place without Kubernetes and DNS. Static targets stay. What would be discovered is
 * written down with the labels that discovery gives it, so that it is relabelled as rendered; a job that would discover
 * something else has one target, which exposes nothing ({@link isIdle}): without any, it would be told of. All of it, and
 * the Alertmanagers, are reached through a proxy. Nothing is written to Thanos: it does not run here, and would be told of as well.
 */
export function withDiscoveredTargets(prometheusYml: string, replicas: Replicas, proxy: string): string {
  const { alerting, scrape_configs, remote_write: _, ...rest } = PrometheusYml.parse(parse(prometheusYml));
  const found = discovered(replicas);
  const jobs = scrape_configs.map(({ dns_sd_configs, kubernetes_sd_configs, ...job }) => {
    const selectors = (kubernetes_sd_configs ?? []).flatMap(({ selectors: each }) => each);
    const targets = job.static_configs ?? found[job.job_name]?.filter((target) => isSelected(target, selectors));
    return targets === undefined
      ? { ...idleJob(job.job_name, job.relabel_configs), proxy_url: proxy }
      : { ...job, static_configs: targets, proxy_url: proxy };
  });
  const alertmanagers = alerting.alertmanagers.map((group) => ({ ...group, proxy_url: proxy }));
  return stringify({ ...rest, alerting: { ...alerting, alertmanagers }, scrape_configs: jobs }, { lineWidth: 0 });
}

/**
 * Whether the API server tells of a pod, as it does of those that bear all labels that it is asked for (`a=b,c=d`). Of a pod that
 * says nothing of its labels it does.
 */
function isSelected(
  { labels = {} }: StaticConfig,
  selectors: readonly { readonly label?: string | undefined }[],
): boolean {
  if (!Object.keys(labels).some((name) => name.startsWith(POD_LABEL))) return true;
  return selectors
    .flatMap(({ label }) => label?.split(",") ?? [])
    .every((wanted) => {
      const [key = "", value] = wanted.split("=");
      return labels[`${POD_LABEL}${key}`] === value;
    });
}

/** Host names of targets that are there and expose nothing end with this. */
const IDLE = ".idle";

/** Whether an instance, or a host and port, is that of a target that exposes nothing. */
export function isIdle(address: string): boolean {
  return address.replace(/:\d+$/, "").endsWith(IDLE);
}

/** A job for a part that does not run here, with the labels that it gives to every target whatever it is. */
function idleJob(
  job: string,
  relabelling: readonly { readonly source_labels?: readonly string[] | undefined }[],
): object {
  return {
    job_name: job,
    static_configs: [{ targets: [`${job}${IDLE}:80`] }],
    relabel_configs: relabelling.filter(({ source_labels }) => source_labels === undefined),
  };
}

/** What discovery finds, by job. */
function discovered({ prometheus, alertmanager }: Replicas): Readonly<Record<string, readonly StaticConfig[]>> {
  return {
    prometheus: replicasOf("prometheus", prometheus, 9090),
    alertmanager: replicasOf("alertmanager", alertmanager, 9093),
    "butterfly-compute-nodes": [1, 2, 3, 4]
      .map((n) => `compute-node-${n}.butterfly.example.com`)
      .map((host) => ({
        targets: [`${host}:9090`],
        labels: {
          __meta_dns_name: "_butterfly-compute._tcp.butterfly.example.com",
          __meta_dns_srv_record_target: `${host}.`,
        },
      })),
    "butterfly-observers": [
      podTarget({ name: "observer-0", portName: "metrics", port: 9090, labels: { role: "observer" } }),
      // To be left alone: they are not what the job is for.
      podTarget({ name: "not-an-observer", portName: "metrics", port: 9090, labels: { role: "compute" } }),
      podTarget({ name: "observer-0", portName: "grpc", port: 9091, labels: { role: "observer" } }),
    ],
  };
}

function replicasOf(name: string, count: number, port: number): readonly StaticConfig[] {
  return Array.from({ length: count }, (_, index) => podTarget({ name: `${name}-${index}`, portName: "http", port }));
}

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod */
function podTarget({ name, portName, port, labels = {} }: Pod): StaticConfig {
  return {
    targets: [`${name}.pod:${port}`],
    labels: {
      __meta_kubernetes_pod_name: name,
      __meta_kubernetes_pod_phase: "Running",
      __meta_kubernetes_pod_container_port_name: portName,
      __meta_kubernetes_pod_container_port_number: String(port),
      ...Object.fromEntries(Object.entries(labels).map(([key, value]) => [`${POD_LABEL}${key}`, value])),
    },
  };
}
