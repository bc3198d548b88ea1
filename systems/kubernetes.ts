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
import type { System } from "./system.ts";

/** The cluster that everything runs on: always observed. */
export const kubernetes: System = {
  mixin,
  catalogues: [kubeletCatalogue, cadvisorCatalogue, apiServerCatalogue, coreDnsCatalogue],
  dashboards: [kubernetesOverview],
  observe: (settings) => {
    const { name } = settings.cluster;
    // The way to the API server is Prometheus' own: it finds its targets there.
    if (!hasCoreDns(settings)) return { jobs: [apiServerJob(name)], calls: [] };
    const { namespace, podLabels, port } = CORE_DNS;
    return {
      jobs: [apiServerJob(name), coreDnsJob(name)],
      calls: [
        { to: { kind: "namespace", name: "CoreDNS", namespace, podLabels }, ports: tcp(port), why: "scrape DNS" },
      ],
    };
  },
  series: (settings, watching) => {
    const sizes = clusterSizes(settings, watching);
    return { jobs: kubernetesSeries(sizes, hasCoreDns(settings) ? "scraped" : "elsewhere"), values: {} };
  },
};

/** Whether pods answer DNS: in EKS' auto mode the nodes do, and tell nothing. */
function hasCoreDns({ cluster }: Settings): boolean {
  return cluster.dns.includes("kube-dns");
}
