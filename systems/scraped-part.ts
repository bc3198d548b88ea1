/** How a part is scraped that may be the stack's own, one that the cluster has already, or none. */
import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import { type Outside, tcp } from "../components/workload/connection.ts";
import type { PartName } from "../config/parts/catalogue.ts";
import type { ExistingPart } from "../config/parts/schema.ts";
import type { Settings } from "../config/settings.ts";
import { podTargets } from "../mixins/pod-targets.ts";
import type { ScrapeJob } from "../mixins/scrape-job.ts";
import { scrapedAlready } from "./system.ts";

/** What the series of a part's job bear, whoever brings it. */
interface PartJob {
  readonly name: Extract<PartName, "kube-state-metrics" | "node-exporter" | "dcgm-exporter">;
  /** What `instance` says: the pod's name, or the node's where there is one pod a node. */
  readonly instance: "pod" | "node";
  /** Whose labels win where both have one. */
  readonly labelsOf: "target" | "server";
}

/** Of the stack's own, nothing more is scraped; undefined: there is none. */
export function scrapedPart({ parts, cluster }: Settings, part: PartJob): ScrapedSystem | undefined {
  const { deploy = "on" } = parts[part.name] ?? {};
  if (deploy === "off") return undefined;
  if (deploy === "on") return scrapedAlready;
  const { existing } = deploy;
  return {
    jobs: [jobOf(part, existing, cluster.name)],
    calls: [{ to: whereabouts(part, existing, cluster), ports: tcp(existing.port), why: `scrape ${part.name}` }],
    places: { [part.name]: ["parts", part.name, "deploy"] },
  };
}

/** The same job as of the stack's own, so that rules and dashboards find the same series. */
function jobOf(
  { name, instance, labelsOf }: PartJob,
  { namespace, podLabels, port }: ExistingPart,
  cluster: string,
): ScrapeJob {
  const { kubernetes_sd_configs, relabel_configs } = podTargets({ namespaces: [namespace], labels: podLabels, port });
  return {
    job_name: name,
    honor_labels: labelsOf === "server",
    kubernetes_sd_configs,
    relabel_configs: [
      ...relabel_configs,
      { target_label: "cluster", replacement: cluster },
      { source_labels: [`__meta_kubernetes_pod_${instance === "node" ? "node_" : ""}name`], target_label: "instance" },
    ],
  };
}

function whereabouts(
  { name }: PartJob,
  { namespace, podLabels, network }: ExistingPart,
  { nodeCidrs }: Settings["cluster"],
): Outside {
  if (network === "pods") return { kind: "namespace", name: `${name} in ${namespace}`, namespace, podLabels };
  return { kind: "addresses", name: `${name} on nodes`, cidrs: nodeCidrs, entities: ["host", "remote-node"] };
}
