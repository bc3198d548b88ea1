import { describe, expect, test } from "vitest";
import { butterflyOverview } from "../../../dashboards/butterfly/overview.ts";
import { panelsOf } from "../../../dashboards/walk.ts";

const model = butterflyOverview.build();
const panels = panelsOf(model);

function queriesOf(title: string): string {
  const found = panels.find((item) => item.title === title);
  return (found?.targets ?? []).map(({ expr }) => expr).join("\n");
}

describe("the Butterfly overview", () => {
  test.each([
    ["Cluster status (active nodes, quorum)", "Cluster status", "butterfly_quorum_size"],
    [
      "Cluster status (active nodes, quorum)",
      "Active nodes",
      'butterfly_cluster_size{cluster=~"$cluster", state="active"}',
    ],
    ["Request rate", "Request rate", "butterfly_requests_total"],
    ["Error rate", "Error ratio", 'status="error"'],
    ["P99 latency", "P99 latency", "histogram_quantile(0.99"],
    ["Throughput", "Throughput", "butterfly_tokens_processed_total"],
    ["Byzantine fault rate", "Byzantine faults per hour", "butterfly_byzantine_faults_detected:increase1h"],
    ["Request rate time series", "Requests over time", "butterfly_requests_total"],
    ["Latency percentiles P50", "Latency percentiles", "histogram_quantile(0.5,"],
    ["Latency percentiles P95", "Latency percentiles", "histogram_quantile(0.95,"],
    ["Latency percentiles P99", "Latency percentiles", "histogram_quantile(0.99,"],
    ["Latency percentiles P99.9", "Latency percentiles", "histogram_quantile(0.999,"],
    ["Top 10 slowest layers", "Ten slowest layers", "topk(10, histogram_quantile(0.99"],
    ["Node resources: CPU", "CPU use", "butterfly_cpu_usage_ratio"],
    ["Node resources: GPU", "GPU use", "butterfly_gpu_utilization_ratio"],
    ["Node resources: memory", "Memory", "butterfly_memory_allocated_bytes"],
    ["Network bandwidth", "Network bandwidth", "butterfly_network_sent_bytes:rate5m"],
    ["Consensus health: term spread", "Term spread", "max by (cluster) (butterfly_consensus_term"],
    ["Consensus health: leader changes", "Leader changes per hour", "butterfly_consensus_leader_changes_total"],
    ["Consensus health: commit lag", "Commit and apply lag", "butterfly_consensus_commit_index"],
    ["Consensus health: apply lag", "Commit and apply lag", "butterfly_consensus_applied_index"],
    ["Top 10 nodes by request count", "Ten busiest nodes", "topk(10, cluster_node_id:butterfly_requests:rate5m"],
    ["Error breakdown by type", "Errors by type", "sum by (error_type)"],
  ])("shows what the executive summary lists: %s", (_item, title, query) => {
    expect(queriesOf(title)).toContain(query);
  });

  test("has rate, errors and duration first, and the system's status under them", () => {
    const titles = panels.map(({ title }) => title);
    expect(titles.slice(0, 3)).toEqual(["Request rate", "Error ratio", "P99 latency"]);
    expect(titles.indexOf("Cluster status")).toBeLessThan(panels.findIndex(({ type }) => type === "row"));
  });

  test("has the specified variables: all clusters, nodes and models, rates over five minutes", () => {
    const list = model.templating?.list ?? [];
    const defaults = Object.fromEntries(list.map(({ name, current }) => [name, current]));
    for (const name of ["cluster", "node", "model"]) {
      expect(defaults[name]).toEqual({ text: ["All"], value: ["$__all"] });
    }
    expect(defaults.interval).toMatchObject({ value: "5m" });
  });

  test("shows single slow requests on the latency panels", () => {
    const withExemplars = panels.filter(({ targets }) => targets?.some(({ exemplar }) => exemplar === true));
    expect(withExemplars.map(({ title }) => title)).toEqual(["Latency percentiles", "Latency distribution"]);
  });

  test("leads from a node in the table to that node alone, of the same clusters and time", () => {
    const table = panels.find(({ title }) => title === "Ten busiest nodes");
    const links = JSON.stringify(table?.fieldConfig?.overrides?.find(({ matcher }) => matcher?.options === "Node"));
    expect(links).toContain(`var-node=\${__value.text:percentencode}`);
    for (const kept of ["datasource", "cluster", "model", "interval"])
      expect(links).toContain(`\${${kept}:queryparam}`);
    expect(links).toContain(`\${__url_time_range}`);
  });
});
