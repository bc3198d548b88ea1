/** The scrape job of an application that a stack's settings describe. */
import { hashedLabels } from "../hashed-labels.ts";
import { podTargets } from "../pod-targets.ts";
import { portStep } from "../port-step.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";

/** A port, by its number or its name. */
type Port = number | string;

/** Where an application runs. */
export type ApplicationTargets =
  | {
      readonly kind: "pods";
      readonly namespaces: readonly string[];
      readonly labels: Readonly<Record<string, string>>;
      readonly ports: readonly Port[];
    }
  | { readonly kind: "service"; readonly namespace: string; readonly name: string; readonly ports: readonly Port[] }
  /** Each as `host:port`. */
  | { readonly kind: "static"; readonly targets: readonly string[] }
  | {
      readonly kind: "dns";
      readonly names: readonly string[];
      readonly type: "SRV" | "A" | "AAAA";
      readonly port: number;
    };

/** What is stored of what an application exposes. */
export interface ApplicationSeries {
  /** Expressions for the names of series. Absent: all are kept. */
  readonly keep?: readonly string[];
  /** Expressions for the names of series that are thrown away. */
  readonly drop?: readonly string[];
  /** Labels that all series get. */
  readonly add: Readonly<Record<string, string>>;
  /** Labels that all series lose. */
  readonly lose: readonly string[];
  /** Expressions for `<name>_bucket;<bound>` of buckets that are thrown away. Default: none. */
  readonly dropBuckets?: readonly string[];
  /** Labels that tell of a person: a number stands in their place. Default: none. */
  readonly personal?: readonly string[];
  /** What becomes of a label `application` of its own. Default: it stays what it is, and the target's gives way. */
  readonly ownApplication?: string;
}

/** One application. */
export interface Application {
  /** The labels `job` and `application`. */
  readonly name: string;
  readonly where: ApplicationTargets;
  readonly series: ApplicationSeries;
  /** How it is asked, and within which limits. */
  readonly asked: Omit<ScrapeJob, "job_name" | `${string}_configs`>;
}

/** The label of everything that is scraped of an application, `up` too: whose it is, whatever its jobs are called. */
const APPLICATION_LABEL = "application";

/** The job of an application. */
export function applicationScrapeJob(cluster: string, { name, where, series, asked }: Application): ScrapeJob {
  return ofApplication(cluster, name, series, { job_name: name, ...asked, ...discoveryOf(where) });
}

/** A job as one of an application: what is said of its series, and whose its targets are, comes after its own steps. */
export function ofApplication(cluster: string, name: string, series: ApplicationSeries, job: ScrapeJob): ScrapeJob {
  const relabelling = [
    ...(job.metric_relabel_configs ?? []),
    ...seriesSteps(series),
    ...hashedLabels(series.personal ?? []),
    ...(job.honor_labels === true ? [] : ownLabelAs(series.ownApplication ?? APPLICATION_LABEL)),
    ...(series.lose.length === 0 ? [] : [{ action: "labeldrop", regex: series.lose.join("|") } as const]),
  ];
  return {
    ...job,
    relabel_configs: [
      ...(job.relabel_configs ?? []),
      ...Object.entries(series.add).map(([label, value]) => ({ target_label: label, replacement: literal(value) })),
      ...identitySteps(cluster, name),
    ],
    ...(relabelling.length === 0 ? {} : { metric_relabel_configs: relabelling }),
  };
}

/** The steps that say of a target which cluster it is in, and which application it is of. */
function identitySteps(cluster: string, application: string): readonly RelabelConfig[] {
  return [
    { target_label: "cluster", replacement: cluster },
    { target_label: APPLICATION_LABEL, replacement: application },
  ];
}

/**
 * An application's own label of that name is renamed where its target has it: it gets its name back, for the dashboards that people
 * have ask for it; or another, where rules tell applications apart by it. What Prometheus makes of each scrape, such as `up`, keeps
 * the target's.
 */
function ownLabelAs(name: string): readonly RelabelConfig[] {
  return [
    { source_labels: [`exported_${APPLICATION_LABEL}`], regex: "(.+)", target_label: name },
    { action: "labeldrop", regex: `exported_${APPLICATION_LABEL}` },
  ];
}

type Discovery = Omit<ScrapeJob, "job_name" | "metric_relabel_configs">;

/** The pod's namespace and name, by which logs and what the cluster says of it are found. */
const ofPod: readonly RelabelConfig[] = [
  { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
  { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
];

function discoveryOf(where: ApplicationTargets): Discovery {
  switch (where.kind) {
    case "pods": {
      const { kubernetes_sd_configs, relabel_configs } = podTargets({ ...where, port: where.ports });
      return { kubernetes_sd_configs, relabel_configs: [...relabel_configs, ...ofPod] };
    }
    case "service":
      return endpointsOf(where);
    case "static":
      return { static_configs: [{ targets: [...where.targets] }] };
    case "dns": {
      const { names, type, port } = where;
      return { dns_sd_configs: [{ names: [...names], type, ...(type === "SRV" ? {} : { port }) }] };
    }
  }
}

function endpointsOf({ namespace, name, ports }: Extract<ApplicationTargets, { kind: "service" }>): Discovery {
  const label = `kubernetes.io/service-name=${name}`;
  return {
    kubernetes_sd_configs: [
      { role: "endpointslice", namespaces: { names: [namespace] }, selectors: [{ role: "endpointslice", label }] },
    ],
    relabel_configs: [
      portStep(ports, "__meta_kubernetes_endpointslice_port_name", "__meta_kubernetes_endpointslice_port"),
      // The pod's name, as of pods; an endpoint that is none keeps its address.
      {
        source_labels: ["__meta_kubernetes_pod_name", "__meta_kubernetes_endpointslice_port"],
        separator: ":",
        regex: "(.+:.+)",
        target_label: "instance",
      },
      ...ofPod,
    ],
  };
}

function seriesSteps({ keep, drop, dropBuckets }: ApplicationSeries): readonly RelabelConfig[] {
  const step = (
    action: "keep" | "drop",
    of: readonly string[],
    expressions: readonly string[] = [],
  ): RelabelConfig[] =>
    expressions.length === 0
      ? []
      : [{ source_labels: of, action, regex: expressions.map((one) => `(?:${one})`).join("|") }];
  return [
    ...step("keep", ["__name__"], keep),
    ...step("drop", ["__name__"], drop),
    ...step("drop", ["__name__", "le"], dropBuckets),
  ];
}

/** A value in which nothing stands for a group of an expression. */
function literal(value: string): string {
  return value.replaceAll("$", "$$$$");
}
