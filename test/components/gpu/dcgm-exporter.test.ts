import { describe, expect, it } from "vitest";
import { serverScrapeJobs } from "../../../components/metrics/scrape-jobs.ts";
import { fields } from "../compute/plan-pools.ts";
import { place } from "../plan-of.ts";
import { containerOf, type Nodes, named, planGpu, pools, serversOf } from "./plan-gpu.ts";

describe("the exporter's memory", () => {
  const memoryOf = async (nodes: Nodes) =>
    fields(containerOf(named((await planGpu(nodes)).plan, "DaemonSet", "dcgm-exporter")).resources);

  it("is enough for eight GPUs, unless the settings say otherwise", async () => {
    expect(await memoryOf({ pools })).toMatchObject({ limits: { memory: "1Gi" }, requests: { memory: "1Gi" } });
    expect(await memoryOf({ pools, exporter: { memory: "2Gi" } })).toMatchObject({ limits: { memory: "2Gi" } });
  });
});

describe("the scrape job of the exporters", () => {
  const jobs = serverScrapeJobs(place, serversOf({ pools }));
  const [job] = jobs;

  it("is the only one of the GPU software, by the name that alerts know", () => {
    expect(jobs).toHaveLength(1);
    expect(job).toMatchObject({ job_name: "dcgm-exporter", metrics_path: "/metrics", honor_labels: false });
  });

  it("names the node, and leaves the pod, namespace and container that use the GPU alone", () => {
    expect(job?.relabel_configs).toContainEqual({
      source_labels: ["__meta_kubernetes_pod_node_name"],
      target_label: "instance",
    });
    const targets = job?.relabel_configs?.map(({ target_label }) => target_label);
    expect(targets).toEqual([undefined, "cluster", "instance"]);
  });
});
