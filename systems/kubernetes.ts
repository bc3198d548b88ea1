import { tcp } from "../components/workload/connection.ts";
import type { Settings } from "../config/settings.ts";
import { kubernetesOverview } from "../dashboards/kubernetes/overview.ts";
import { apiServerCatalogue } from "../mixins/kubernetes/api-server.ts";
import { kubernetesSeries } from "../mixins/kubernetes/cardinality.ts";
import { coreDnsCatalogue } from "../mixins/kubernetes/core-dns.ts";
import { cadvisorCatalogue, kubeletCatalogue } from "../mixins/kubernetes/kubelet.ts";
import { kubernetes as mixin } from "../mixins/kubernetes/mixin.ts";
import { apiServerJob, CORE_DNS, coreDnsJob } from "../mixins/kubernetes/scrape.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { scrapedPart } from "./scraped-part.ts";
import type { System } from "./system.ts";

/** The cluster that everything runs on: always observed. */
export const kubernetes: System = {
  mixin,
  catalogues: [kubeletCatalogue, cadvisorCatalogue, apiServerCatalogue, coreDnsCatalogue],
  dashboards: [kubernetesOverview],
  observe: (settings) => {
    const { name } = settings.cluster;
    const objects = scrapedPart(settings, { name: "kube-state-metrics", instance: "pod", labelsOf: "server" });
    const { jobs = [], calls = [], places = {} } = objects ?? {};
    // The way to the API server is Prometheus' own: it finds its targets there.
    const known = { jobs: [...jobs, apiServerJob(name)], calls, places };
    if (!hasCoreDns(settings)) return known;
    const { namespace, podLabels, port } = CORE_DNS;
    const to = { kind: "namespace", name: "CoreDNS", namespace, podLabels } as const;
    return {
      jobs: [...known.jobs, coreDnsJob(name)],
      calls: [...calls, { to, ports: tcp(port), why: "scrape DNS" }],
      places,
    };
  },
  series: (settings, watching) => {
    const elsewhere = {
      coreDns: hasCoreDns(settings) ? "scraped" : "elsewhere",
      // Of an existing one, what it tells of itself is not scraped.
      telemetry: (settings.parts["kube-state-metrics"]?.deploy ?? "on") === "on" ? "scraped" : "elsewhere",
    } as const;
    return { jobs: kubernetesSeries(clusterSizes(settings, watching), elsewhere), values: {} };
  },
};

/** Whether pods answer DNS: in EKS' auto mode the nodes do, and tell nothing. */
function hasCoreDns({ cluster }: Settings): boolean {
  return cluster.dns.includes("kube-dns");
}
