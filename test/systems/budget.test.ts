import { describe, expect, it } from "vitest";
import type { Settings } from "../../config/settings.ts";
import { formatProblem } from "../../problems/format.ts";
import { systems } from "../../systems/all.ts";
import { budgetProblems } from "../../systems/budget.ts";
import { estimateStack } from "../../systems/estimate.ts";
import { settingsWith } from "../components/settings.ts";

const butterfly = {
  coordinators: { targets: ["coordinator-1:9090", "coordinator-2:9090", "coordinator-3:9090"] },
  compute: { dns: ["_butterfly-compute._tcp.butterfly.example.com"] },
  cidrs: ["10.0.0.0/8"],
};
const estimateOf = (settings: Settings) => estimateStack(systems, settings);

function problemsWith(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const settings = settingsWith(changes);
  return budgetProblems(settings, estimateOf(settings)).map(formatProblem);
}

describe("the budget", () => {
  it("holds the specification's worst case, which is the default, in a cluster of a thousand nodes beside it", () => {
    expect(problemsWith({ butterfly })).toEqual([]);
    const { series, dropped } = estimateOf(settingsWith({ butterfly }));
    expect(series).toBeLessThan(1_000_000);
    expect(series + dropped).toBeGreaterThan(65_800_000);
  });

  it("refuses more, with the largest metrics and what can be done", () => {
    const [problem = "", ...others] = problemsWith({ butterfly, prometheus: { budget: 300_000 } });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^aiobs:prometheus\.budget: /);
    expect(problem).toContain("and may have 300,000. Most are of butterfly_request_errors_total (99,");
    for (const remedy of ["relabelling", "native histograms", "higher budget"]) expect(problem).toContain(remedy);
  });

  it("is kept by what is exactly as large, and by nothing larger", () => {
    const settings = settingsWith();
    const { series } = estimateOf(settings);
    const within = (budget: number) =>
      budgetProblems({ prometheus: { ...settings.prometheus, budget } }, estimateOf(settings)).length;
    expect([within(series), within(series - 1)]).toEqual([0, 1]);
  });
});

describe("shards", () => {
  const objectStore = {
    kind: "s3",
    endpoint: "minio.storage.svc:9000",
    buckets: { metrics: "blocks" },
    accessKey: { secret: "accessKey" },
    secretKey: { secret: "secretKey" },
  };
  const large = { estimate: { nodes: 3000 }, prometheus: { budget: 100_000_000 } };

  it("are refused where nothing sees them together, with what would", () => {
    expect(problemsWith({ prometheus: { shards: 1 } })).toEqual([]);
    expect(problemsWith({ prometheus: { shards: 2 } }).join()).toMatch(
      /^aiobs:prometheus\.shards: found 2; .*rules on its own part.*set aiobs:thanos/s,
    );
    expect(problemsWith(large).join()).toContain("by the estimate");
  });

  it("have one way in: Prometheus' leads to Thanos", () => {
    const ingress = (host: string) => ({
      host,
      className: "alb",
      annotations: { "alb.ingress.kubernetes.io/auth-type": "oidc" },
      from: "nodes",
    });
    const ways = (shards: number) =>
      problemsWith({
        objectStore,
        thanos: { query: { ingress: ingress("thanos.example.com") } },
        prometheus: { shards, ingress: ingress("prometheus.example.com") },
      });
    expect(ways(1)).toEqual([]);
    expect(ways(2).join()).toMatch(/^aiobs:thanos\.query\.ingress: .*remove one/);
  });

  it("are as many as are asked for, or as the estimate needs, where Thanos' ruler sees them all", () => {
    expect(problemsWith({ prometheus: { shards: 2 }, objectStore, thanos: {} })).toEqual([]);
    expect(problemsWith({ ...large, objectStore, thanos: {} })).toEqual([]);
  });
});

describe("the estimate of Thanos' own jobs", () => {
  const objectStore = {
    kind: "s3",
    endpoint: "minio.storage.svc:9000",
    buckets: { metrics: "blocks" },
    accessKey: { secret: "accessKey" },
    secretKey: { secret: "secretKey" },
  };
  const targetsOf = (changes: object) =>
    new Map(
      estimateOf(settingsWith({ objectStore, ...changes }))
        .jobs.filter(({ job }) => job.startsWith("thanos-"))
        .map(({ job, targets }) => [job, targets]),
    );

  it("has each job that a stack scrapes, with its pods, and the ruler's where there is one", () => {
    const thanos = {
      receive: { replicas: 6, replication: 3 },
      store: { shards: 2, replicas: 2 },
      query: { replicas: 2 },
    };
    const pods = { "thanos-receive": 6, "thanos-receive-router": 3, "thanos-store": 4, "thanos-compactor": 1 };
    const asked = { "thanos-query": 2, "thanos-query-frontend": 2 };
    const replicas = { replicas: 2 };
    expect(Object.fromEntries(targetsOf({ thanos, prometheus: replicas }))).toEqual({ ...pods, ...asked });
    expect(Object.fromEntries(targetsOf({ thanos, prometheus: { ...replicas, shards: 2 } }))).toEqual({
      ...pods,
      ...asked,
      "thanos-ruler": 2,
    });
  });
});

describe("the estimate of a stack", () => {
  it("of three small nodes is below the 50,000 series that a plain kube-prometheus has there, and not a tenth of them", () => {
    // https://grafana.com/docs/grafana-cloud/account-management/billing-and-usage/control-prometheus-metrics-usage/usage-reduction-k8s/:
    // with the API server, its controllers and etcd, which no stack here scrapes.
    const estimate = { nodes: 3, pods: 30, containers: 45, namespaces: 6, coresPerNode: 4 };
    const { series } = estimateOf(settingsWith({ estimate }));
    expect(series).toBeLessThan(50_000);
    expect(series).toBeGreaterThan(5_000);
  });

  it("grows with each number of the cluster", () => {
    const least = { nodes: 10, pods: 100, containers: 200, namespaces: 10, coresPerNode: 8 };
    const { series } = estimateOf(settingsWith({ estimate: least }));
    for (const [number, value] of Object.entries(least)) {
      const more = estimateOf(settingsWith({ estimate: { ...least, [number]: value * 2 } })).series;
      expect(more, number).toBeGreaterThan(series);
    }
  });

  it("counts GPUs and their nodes where a stack has some", () => {
    const gpuNodes = { lab: { labels: { gpu: ["true"] } } };
    const jobs = (settings: Settings) => estimateOf(settings).jobs.map(({ job }) => job);
    expect(jobs(settingsWith())).not.toContain("dcgm-exporter");
    expect(jobs(settingsWith({ gpuNodes }))).toContain("dcgm-exporter");
    const eight = estimateOf(settingsWith({ gpuNodes, estimate: { gpus: 8 } })).series;
    expect(estimateOf(settingsWith({ gpuNodes, estimate: { gpus: 16 } })).series).toBeGreaterThan(eight);
  });

  it("has no series of a Butterfly cluster that is not observed, neither scraped nor recorded", () => {
    const { jobs, recorded } = estimateOf(settingsWith());
    const names = [...jobs.map(({ job }) => job), ...Object.keys(recorded)];
    expect(names.filter((name) => name.includes("butterfly"))).toEqual([]);
  });

  it("counts the series of every job that a stack scrapes", () => {
    const settings = settingsWith({ butterfly });
    const counted = estimateOf(settings).jobs.map(({ job }) => job);
    const scraped = systems.flatMap(({ observe }) => observe(settings)?.jobs ?? []);
    expect(counted).toEqual(expect.arrayContaining(scraped.map(({ job_name }) => job_name)));
    expect(counted).toEqual(expect.arrayContaining(["prometheus", "kubelet", "cadvisor", "node-exporter", "grafana"]));
  });
});
