import type { Dashboard } from "../dashboard.ts";
import { orZero } from "../kit/absent.ts";
import { dashboard } from "../kit/dashboard.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { anyIsYellow } from "../kit/thresholds.ts";
import { dataSourceVariable, intervalVariable, labelVariable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
const inCluster = 'cluster=~"$cluster"';
const NODE = "{{cluster}}/{{instance}}";
const failures = `sum by (cluster, instance) (increase(nvidia_dra_node_prepare_errors_total{${inCluster}}[$interval]))`;

/** The ComputeDomains of a cluster, and how pods join them. */
export const computeDomainsOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "compute-domains",
  folder: "GPU",
  uid: "compute-domains",
  title: "ComputeDomains",
  description:
    "GPUs that see each other's memory over the NVLink of a rack, for whoever asks why a job does not begin: which domains stand on top, then the claims by which pods join.",
  variables: [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with ComputeDomains. Default: all.",
      series: 'up{job="compute-domain-controller"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ],
  bands: () => [glance(), claims()],
});

function glance(): Band {
  return { height: 4, panels: [domains(1, "Ready"), domains(2, "NotReady"), nodesFailing()] };
}

function claims(): Band {
  return { title: "Claims", height: 9, panels: [failed(), slowest()] };
}

const domains = (id: number, status: "Ready" | "NotReady") =>
  stat({
    id,
    title: status === "Ready" ? "Domains that are ready" : "Domains that are not ready",
    description:
      status === "Ready"
        ? "ComputeDomains all of whose daemons are ready, as the controller last wrote it.\n\n**Good:** one for each job that needs one. **Otherwise:** a controller that has just started knows of none until their status changes."
        : "ComputeDomains of which a daemon is not ready, or which have fewer nodes than they ask for.\n\n**Good:** none for longer than a job takes to begin. **Otherwise:** GpuDomainsNotReady tells of it after half an hour.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    ...(status === "Ready" ? {} : { thresholds: anyIsYellow }),
    queries: [
      {
        // Two controllers tell of the same domains while one takes the other's place.
        expr: orZero(
          `sum(max by (cluster) (nvidia_dra_compute_domain_info{status="${status}", ${inCluster}}))`,
          `up{job="compute-domain-controller", ${inCluster}}`,
        ),
        legend: "Domains",
      },
    ],
  });

const nodesFailing = () =>
  stat({
    id: 3,
    title: "Nodes where claims fail",
    description:
      "Nodes on which a pod's claim could not be prepared in the interval before.\n\n**Good:** none but while a domain begins, when channels wait for their daemon. **Otherwise:** GpuDomainClaimsFailing tells of it after 20 minutes.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    thresholds: anyIsYellow,
    queries: [
      { expr: orZero(`count(${failures} > 0)`, `up{job="compute-domain-plugin", ${inCluster}}`), legend: "Nodes" },
    ],
  });

const failed = () =>
  timeseries({
    id: 4,
    title: "Claims that failed",
    description:
      "How often claims could not be prepared, of the nodes with the most.\n\n**Good:** nothing but short rises as domains begin. **Otherwise:** the plugin of that node says why.",
    unit: "locale",
    series: "lines",
    queries: [{ expr: highest({ count: 10, by: "cluster, instance", of: failures }), legend: NODE }],
  });

const slowest = () =>
  timeseries({
    id: 5,
    title: "Time to prepare a claim",
    description:
      "Of those that succeeded: what nine of ten took at most, and the mean.\n\n**Good:** below a second. **Otherwise:** the plugins wait for the API, or for each other's lock.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.9, sum by (le) (rate(nvidia_dra_request_duration_seconds_bucket{operation="prepare", ${inCluster}}[$interval])))`,
        legend: "90 %",
      },
      {
        expr: `sum(rate(nvidia_dra_request_duration_seconds_sum{operation="prepare", ${inCluster}}[$interval])) / sum(rate(nvidia_dra_request_duration_seconds_count{operation="prepare", ${inCluster}}[$interval]))`,
        legend: "Mean",
      },
    ],
  });
