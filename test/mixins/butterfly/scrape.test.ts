import { describe, expect, test } from "vitest";
import { targetLabels } from "../../../mixins/butterfly/labels.ts";
import { butterflyScrapeJobs } from "../../../mixins/butterfly/scrape.ts";
import type { ScrapeJob } from "../../../mixins/scrape-job.ts";
import { relabel } from "../relabel.ts";
import { small, worst } from "./sizes.ts";

const discovery = {
  coordinators: { targets: ["coordinator-1:9090", "coordinator-2:9090"] },
  compute: { dns: ["_butterfly-compute._tcp.butterfly.local"] },
  observers: { namespaces: ["butterfly"] },
};
const jobs = butterflyScrapeJobs("butterfly-prod", discovery, small);

function job(name: string): ScrapeJob {
  const found = jobs.find((each) => each.job_name === name);
  if (found === undefined) throw new Error(`there is no job ${name}`);
  return found;
}

/** The labels of a target of a job, from those that discovery gives it. */
function target(name: string, discovered: Readonly<Record<string, string>>) {
  const { job_name, relabel_configs } = job(name);
  return relabel({ job: job_name, ...discovered }, relabel_configs ?? []);
}

const observer = {
  __address__: "10.1.2.3:9090",
  __meta_kubernetes_pod_name: "observer-7",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_container_port_name: "metrics",
  __meta_kubernetes_pod_container_port_number: "9090",
};

describe("butterflyScrapeJobs", () => {
  test("makes the specification's three jobs, with the discovery that each needs", () => {
    expect(jobs.map(({ job_name }) => job_name)).toEqual(targetLabels.job?.values);
    expect(job("butterfly-coordinators").static_configs).toEqual([
      { targets: ["coordinator-1:9090", "coordinator-2:9090"] },
    ]);
    expect(job("butterfly-compute-nodes").dns_sd_configs).toEqual([
      { names: ["_butterfly-compute._tcp.butterfly.local"] },
    ]);
    expect(job("butterfly-observers").kubernetes_sd_configs).toEqual([
      {
        role: "pod",
        namespaces: { names: ["butterfly"] },
        selectors: [{ role: "pod", label: "role=observer" }],
      },
    ]);
  });

  test("leaves out a job that has nothing to discover", () => {
    expect(butterflyScrapeJobs("c", {}, small)).toEqual([]);
    expect(
      butterflyScrapeJobs(
        "c",
        { coordinators: { targets: [] }, compute: { dns: [] }, observers: { namespaces: [] } },
        small,
      ),
    ).toEqual([]);
    const only = butterflyScrapeJobs("c", { compute: { dns: ["_a._tcp.b"] } }, small);
    expect(only.map(({ job_name }) => job_name)).toEqual(["butterfly-compute-nodes"]);
  });

  test.each([
    ["coordinator-1:9090", "coordinator-1"],
    ["coordinator-1.butterfly.example.com:9090", "coordinator-1"],
    ["10.0.0.17:9090", "10.0.0.17"],
    ["[fd00::17]:9090", "[fd00::17]"],
  ])("names the coordinator at %s %s", (address, nodeId) => {
    expect(target("butterfly-coordinators", { __address__: address })).toEqual({
      cluster: "butterfly-prod",
      job: "butterfly-coordinators",
      instance: address,
      node_id: nodeId,
      node_role: "coordinator",
    });
  });

  test("names each compute node by its SRV record's target, not all by the record that was looked up", () => {
    const discovered = (host: string) => ({
      __address__: `${host}:9090`,
      __meta_dns_name: "_butterfly-compute._tcp.butterfly.local",
      __meta_dns_srv_record_target: `${host}.`,
      __meta_dns_srv_record_port: "9090",
    });
    expect(target("butterfly-compute-nodes", discovered("compute-node-42.butterfly.local"))).toEqual({
      cluster: "butterfly-prod",
      job: "butterfly-compute-nodes",
      instance: "compute-node-42.butterfly.local:9090",
      node_id: "compute-node-42",
      node_role: "compute",
    });
    expect(target("butterfly-compute-nodes", discovered("compute-node-43"))?.node_id).toBe("compute-node-43");
  });

  test("names an observer by its pod, and keeps its name when its address changes", () => {
    expect(target("butterfly-observers", observer)).toEqual({
      cluster: "butterfly-prod",
      job: "butterfly-observers",
      instance: "observer-7:9090",
      node_id: "observer-7",
      node_role: "observer",
    });
  });

  test.each([
    ["that has ended", { __meta_kubernetes_pod_phase: "Succeeded" }],
    ["by a port that serves no metrics", { __meta_kubernetes_pod_container_port_name: "quic" }],
  ])("scrapes no observer %s", (_, changed) => {
    expect(target("butterfly-observers", { ...observer, ...changed })).toBeUndefined();
  });

  test("samples what a cluster of the specification's worst case exposes, and nothing of a small one", () => {
    const dropped = (all: readonly ScrapeJob[]) =>
      all.map(({ metric_relabel_configs = [] }) => metric_relabel_configs.some(({ action }) => action === "drop"));
    expect(dropped(jobs)).toEqual([false, false, false]);
    expect(dropped(butterflyScrapeJobs("butterfly-prod", discovery, worst))).toEqual([true, true, true]);
  });

  test("lets samples keep their own node_id and node_role, and claim no other cluster or job", () => {
    for (const { honor_labels, job_name, metric_relabel_configs } of jobs) {
      expect(honor_labels, job_name).toBe(true);
      const claimed = { cluster: "elsewhere", job: "another", node_id: "compute-node-7", node_role: "compute" };
      expect(relabel(claimed, metric_relabel_configs ?? []), job_name).toEqual({
        cluster: "butterfly-prod",
        job: job_name,
        node_id: "compute-node-7",
        node_role: "compute",
      });
    }
  });

  test("is the same on every call", () => {
    const made = () => JSON.stringify(butterflyScrapeJobs("c", { observers: { namespaces: ["a", "b"] } }, worst));
    expect(made()).toBe(made());
  });
});
