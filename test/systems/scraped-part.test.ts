import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { serverScrapeJobs } from "../../components/metrics/scrape-jobs.ts";
import { placeFacts } from "../../components/place.ts";
import { serversOf } from "../../components/servers.ts";
import type { Settings } from "../../config/settings.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { systems } from "../../systems/all.ts";
import { loadContent } from "../../systems/load-content.ts";
import { observedBy } from "../../systems/observed.ts";
import { partsElsewhere } from "../../systems/parts-elsewhere.ts";
import { settingsWith } from "../components/settings.ts";
import { relabel } from "../mixins/relabel.ts";
import { previewed } from "../previewed.ts";

const GPU_NODES = { lab: { labels: { gpu: ["yes"] } } };
const parts = ["kube-state-metrics", "node-exporter", "dcgm-exporter"] as const;

const existing = (more: object = {}) => ({
  existing: { namespace: "observed", podLabels: { app: "theirs" }, port: 1234, ...more },
});

function world(changes: object) {
  const settings: Settings = settingsWith({ gpuNodes: GPU_NODES, parts: changes });
  const place = placeFacts("test", settings);
  const servers = Object.values(serversOf(place, settings, loadContent(systems, settings))).flat();
  const scraped = observedBy(systems, settings).map((system) => system.scraped);
  return {
    settings,
    place,
    servers,
    jobs: scraped.flatMap(({ jobs }) => jobs),
    calls: scraped.flatMap(({ calls }) => calls),
  };
}

const named = (jobs: readonly ScrapeJob[], name: string): ScrapeJob => {
  const found = jobs.find(({ job_name }) => job_name === name);
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
};

const pod = {
  __address__: "10.1.2.3:1234",
  __meta_kubernetes_namespace: "observed",
  __meta_kubernetes_pod_name: "theirs-x2k4l",
  __meta_kubernetes_pod_node_name: "node-7",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_container_port_name: "http",
  __meta_kubernetes_pod_container_port_number: "1234",
};

describe.each(parts)("an existing %s", (part) => {
  const own = world({});
  const beside = world({ [part]: { deploy: existing() } });

  test("is not brought by the stack", () => {
    expect(own.servers.map(({ name }) => name)).toContain(part);
    expect(beside.servers.map(({ name }) => name)).not.toContain(part);
  });

  test("is scraped where it stands, and its series bear what those of the stack's own do", () => {
    const labels = (job: ScrapeJob) => relabel({ job: job.job_name, ...pod }, job.relabel_configs ?? []);
    const job = named(beside.jobs, part);
    const ofOwn = named(serverScrapeJobs(own.place, own.servers), part);
    expect(labels(job)).toEqual(labels(ofOwn));
    expect(job.honor_labels).toBe(ofOwn.honor_labels);
    expect(labels(job)).toMatchObject({ job: part });
    expect(
      relabel({ ...pod, __meta_kubernetes_pod_container_port_number: "9" }, job.relabel_configs ?? []),
    ).toBeUndefined();
  });

  test("is reached by Prometheus through the stack's policies, on its pods' network or on its nodes'", () => {
    expect(beside.calls).toContainEqual({
      to: { kind: "namespace", name: expect.anything(), namespace: "observed", podLabels: { app: "theirs" } },
      ports: [{ number: 1234, protocol: "TCP" }],
      why: `scrape ${part}`,
    });
    const onNodes = world({ [part]: { deploy: existing({ network: "nodes" }) } });
    expect(onNodes.calls).toContainEqual({
      to: expect.objectContaining({ kind: "addresses", cidrs: onNodes.settings.cluster.nodeCidrs }),
      ports: [{ number: 1234, protocol: "TCP" }],
      why: `scrape ${part}`,
    });
  });

  test("keeps all that is watched by it", () => {
    const observed = (settings: Settings) => observedBy(systems, settings).map(({ mixin }) => mixin.system);
    expect(observed(beside.settings)).toEqual(observed(own.settings));
  });

  test("that an application scrapes as well is refused: its series would be there twice", () => {
    const settings = settingsWith({
      gpuNodes: GPU_NODES,
      parts: { [part]: { deploy: existing() } },
      applications: { same: { pods: { namespaces: ["observed"], labels: { app: "theirs" }, ports: [1234] } } },
    });
    expect(() => loadContent(systems, settings)).toThrow("which");
  });
});

describe.each([
  ["node-exporter", "node", { "dcgm-exporter": { deploy: "off" } }],
  ["dcgm-exporter", "gpu", {}],
] as const)("%s that is off", (part, system, others) => {
  const settings = settingsWith({ gpuNodes: GPU_NODES, parts: { ...others, [part]: { deploy: "off" } } });
  const observed = observedBy(systems, settings);

  test("takes the rules and dashboards along that stand on it, and the preview says which", () => {
    expect(observed.map(({ mixin }) => mixin.system)).not.toContain(system);
    const [row] = partsElsewhere(systems, settings).filter((one) => one.part === part);
    expect(row?.what).toContain(`rules of ${system}`);
    for (const { uid } of systems.find(({ mixin }) => mixin.system === system)?.dashboards ?? []) {
      expect(row?.what).toContain(uid);
    }
  });

  test("is in no estimate", () => {
    const { estimate } = loadContent(systems, settings);
    expect(estimate.jobs.map(({ job }) => job)).not.toContain(part);
  });

  test("leaves no alert that leads to a dashboard that is not there", () => {
    const there = new Set(observed.flatMap(({ dashboards }) => dashboards.map(({ uid }) => uid)));
    const led = observed.flatMap(({ mixin }) =>
      mixin.alerts.flatMap(({ rules }) => rules.map(({ dashboard }) => dashboard)),
    );
    expect(led.filter((uid) => !there.has(uid))).toEqual([]);
  });
});

test("a stack beside what is there brings none of it, and scrapes what it names", async () => {
  const file = join(import.meta.dirname, "../plans/settings/beside.yaml");
  const { plan, summary, files } = await previewed("beside", file);
  const made = plan.resources.filter(({ type }) => /:(?:DaemonSet|Deployment)$/.test(type)).map(({ name }) => name);
  expect(made).toEqual([]);
  expect(plan.resources.filter(({ type }) => /NetworkPolicy$/.test(type))).toEqual([]);
  const { scrape_configs } = parse(files.get("prometheus/prometheus.yml") ?? "");
  const jobs = scrape_configs.map(({ job_name }: { job_name: string }) => job_name);
  expect(jobs).toEqual(expect.arrayContaining(["kube-state-metrics", "node-exporter"]));
  expect(summary.partsElsewhere.map(({ part }) => part).toSorted()).toEqual([
    "alertmanager",
    "dcgm-exporter",
    "grafana",
    "kube-state-metrics",
    "node-exporter",
    "nvidia-device-plugin",
  ]);
  expect(files.get("summary.md")).toContain("existing: pods app.kubernetes.io/name=kube-state-metrics in monitoring");
  expect(summary.checks.flatMap(({ problems }) => problems)).toEqual([]);
});
