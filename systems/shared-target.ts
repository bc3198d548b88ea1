import type { RelabelConfig, ScrapeJob } from "../mixins/scrape-job.ts";

type KubernetesDiscovery = NonNullable<ScrapeJob["kubernetes_sd_configs"]>[number];

/**
 * What two jobs certainly scrape both, in words; undefined: nothing, as far as can be told before anything runs. Pods are known by
 * what they are asked for: those that bear all labels of one job and of the other are both's, where there are any.
 */
export function sharedTarget(a: ScrapeJob, b: ScrapeJob): string | undefined {
  if (pathOf(a) !== pathOf(b)) return undefined;
  const others = new Set(addressesOf(b));
  const address = addressesOf(a).find((each) => others.has(each));
  if (address !== undefined) return address;
  if (!portsMeet(a, b)) return undefined;
  for (const one of a.kubernetes_sd_configs ?? []) {
    const other = (b.kubernetes_sd_configs ?? []).find((each) => meets(one, each));
    if (other !== undefined) return objectsOf(one, other);
  }
  return undefined;
}

function pathOf({ metrics_path = "/metrics", params = {} }: ScrapeJob): string {
  return JSON.stringify([metrics_path, params]);
}

/** What is written down, and what DNS is asked for. */
function addressesOf({ static_configs = [], dns_sd_configs = [] }: ScrapeJob): readonly string[] {
  return [
    ...static_configs.flatMap(({ targets }) => targets),
    ...dns_sd_configs.flatMap(({ names, type, port }) =>
      names.map((name) => `the ${type ?? "SRV"} records of ${name}${port === undefined ? "" : `, port ${port}`}`),
    ),
  ];
}

/** Whether the objects that bear all that one is asked for have all that the other is asked for. */
function meets(a: KubernetesDiscovery, b: KubernetesDiscovery): boolean {
  if (a.role !== b.role || namespacesOf(a, b).length === 0) return false;
  const [asked, other] = [labelsOf(a), labelsOf(b)];
  if (asked.length === 0 || other.length === 0) return false;
  return asked.every((label) => other.includes(label)) || other.every((label) => asked.includes(label));
}

function namespacesOf(a: KubernetesDiscovery, b: KubernetesDiscovery): readonly string[] {
  const others = b.namespaces?.names ?? [];
  return (a.namespaces?.names ?? []).filter((name) => others.includes(name));
}

function labelsOf({ selectors = [] }: KubernetesDiscovery): readonly string[] {
  return selectors.flatMap(({ label = "" }) => label.split(",").filter((each) => each !== ""));
}

function objectsOf(a: KubernetesDiscovery, b: KubernetesDiscovery): string {
  const labels = [...new Set([...labelsOf(a), ...labelsOf(b)])];
  return `the ${a.role === "pod" ? "pods" : "endpoints"} ${labels.join(", ")} in ${namespacesOf(a, b).join(", ")}`;
}

/** Whether two jobs keep one port both. A port by its name and one by its number may be one: nobody can tell. */
function portsMeet(a: ScrapeJob, b: ScrapeJob): boolean {
  const others = portsOf(b);
  return portsOf(a).some((port) => others.includes(port));
}

function portsOf({ relabel_configs = [] }: ScrapeJob): readonly string[] {
  return relabel_configs.filter(isPortStep).flatMap(({ regex = "", source_labels = [] }) => {
    const [name = "", number = ""] = source_labels.length === 1 ? [regex] : regex.split(";.*|.*;");
    return [name, number]
      .flatMap((part) => part.replace(/^\(\?:(.*)\)$/, "$1").split("|"))
      .filter((port) => port !== "");
  });
}

function isPortStep({ action, source_labels: from = [] }: RelabelConfig): boolean {
  return action === "keep" && from.length > 0 && from.every((label) => /_port(?:_name|_number)?$/.test(label));
}
