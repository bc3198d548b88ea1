import { describe, expect, test } from "vitest";
import { butterflyOverview } from "../../../dashboards/butterfly/overview.ts";
import { panelsOf } from "../../../dashboards/check/walk.ts";
import { highIsBad } from "../../../dashboards/kit/thresholds.ts";
import { butterflyAlerts } from "../../../mixins/butterfly/alerts.ts";

const model = butterflyOverview.build();
const panels = panelsOf(model);

function panel(title: string) {
  const found = panels.find((item) => item.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}

function queriesOf(title: string): string {
  return (panel(title).targets ?? []).map(({ expr }) => expr).join("\n");
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
    ["Byzantine fault rate", "Byzantine faults per hour", "butterfly_byzantine_faults_detected_total"],
    ["Request rate time series", "Requests over time", "butterfly_requests_total"],
    ["Latency percentiles P50", "Latency percentiles", "histogram_quantile(0.5,"],
    ["Latency percentiles P95", "Latency percentiles", "histogram_quantile(0.95,"],
    ["Latency percentiles P99", "Latency percentiles", "histogram_quantile(0.99,"],
    ["Latency percentiles P99.9", "Latency percentiles", "histogram_quantile(0.999,"],
    ["Top 10 slowest layers", "Ten slowest layers", "topk(10, histogram_quantile(0.99"],
    ["Node resources: CPU", "CPU use", "butterfly_cpu_usage_ratio"],
    ["Node resources: GPU", "GPU use", "butterfly_gpu_utilization_ratio"],
    ["Node resources: memory", "Memory", "butterfly_memory_allocated_bytes"],
    ["Network bandwidth", "Network bandwidth", "butterfly_network_bytes_sent"],
    ["Consensus health: term spread", "Term spread", "max by (cluster) (butterfly_consensus_term"],
    ["Consensus health: leader changes", "Leader changes per hour", "butterfly_consensus_leader_changes_total"],
    ["Consensus health: commit lag", "Commit and apply lag", "butterfly_consensus_commit_index"],
    ["Consensus health: apply lag", "Commit and apply lag", "butterfly_consensus_applied_index"],
    [
      "Top 10 nodes by request count",
      "Ten busiest nodes",
      "topk(10, sum by (cluster, node_id) (increase(butterfly_requests_total",
    ],
    ["Error breakdown by type", "Errors by type", "sum by (error_type)"],
  ])("shows what the executive summary lists: %s", (_item, title, query) => {
    expect(queriesOf(title)).toContain(query);
  });

  test("has rate, errors and duration first, and the system's status in the same row", () => {
    const top = panels.filter(({ gridPos }) => gridPos?.y === 0);
    expect(top.map(({ title }) => title).slice(0, 3)).toEqual(["Request rate", "Error ratio", "P99 latency"]);
    expect(top.map(({ title }) => title)).toContain("Cluster status");
  });

  test("goes from requests over components to details", () => {
    const titles = panels.filter(({ type }) => type === "row").map(({ title }) => title);
    expect(titles).toEqual(["Requests", "Nodes", "Consensus and network", "Details"]);
  });

  test("keeps the numbers that links and alerts point at", () => {
    const numbers = Object.fromEntries(panels.filter(({ type }) => type !== "row").map(({ title, id }) => [title, id]));
    expect(numbers).toEqual({
      "Request rate": 1,
      "Error ratio": 2,
      "P99 latency": 3,
      Throughput: 4,
      "Cluster status": 5,
      "Active nodes": 6,
      "Byzantine faults per hour": 7,
      "Longest task queue": 8,
      "Requests over time": 9,
      "Latency percentiles": 10,
      "CPU use": 11,
      "GPU use": 12,
      Memory: 13,
      "Fullest memory": 14,
      "Hottest GPU": 15,
      "Leader changes per hour": 16,
      "Term spread": 17,
      "Commit and apply lag": 18,
      "Network bandwidth": 19,
      "Ten slowest layers": 20,
      "Ten busiest nodes": 21,
      "Errors by type": 22,
      "Latency distribution": 23,
    });
  });

  test("has the specified variables: all clusters, nodes and models, rates over five minutes", () => {
    const list = model.templating?.list ?? [];
    expect(list.map(({ name }) => name)).toEqual(["datasource", "cluster", "node", "model", "interval"]);
    expect(list.slice(1, 4).map(({ current }) => current)).toEqual(
      Array.from({ length: 3 }, () => ({ text: ["All"], value: ["$__all"] })),
    );
    expect(list[4]?.current).toMatchObject({ value: "5m" });
  });

  test("filters every series by the chosen clusters", () => {
    const selectors = panels
      .flatMap(({ targets }) => targets ?? [])
      .flatMap(({ expr }) => expr?.match(/\{[^}]*\}/g) ?? []);
    expect(selectors.length).toBeGreaterThan(40);
    expect(selectors.filter((selector) => !selector.includes('cluster=~"$cluster"'))).toEqual([]);
  });

  test("filters by the chosen nodes, but where the cluster as a whole is asked for", () => {
    const ignoring = panels
      .filter(({ targets }) => targets?.some(({ expr }) => !expr?.includes('"$node"')))
      .map(({ title }) => title);
    expect(ignoring).toEqual([
      "Cluster status",
      "Active nodes",
      "Leader changes per hour",
      "Term spread",
      "Commit and apply lag",
    ]);
  });

  test("filters by the chosen models where the metric knows them", () => {
    const filtering = panels
      .filter(({ targets }) => targets?.some(({ expr }) => expr?.includes('model=~"$model"')))
      .map(({ title }) => title);
    expect(filtering).toEqual(["Throughput", "Ten slowest layers"]);
  });

  test("says in every description what good looks like and what to do otherwise", () => {
    for (const { type, title, description } of panels) {
      if (type === "row") continue;
      expect(description, title).toMatch(/\*\*Good:\*\* .+\*\*Otherwise:\*\* .+/s);
    }
  });

  test("refers in descriptions to panels that exist", () => {
    const titles = new Set(panels.map(({ title }) => title));
    const notPanels = new Set([
      "No spare node",
      "Below quorum",
      "No data",
      "Node",
      "timeout",
      "oom",
      "network_error",
      "byzantine_fault",
    ]);
    const named = panels.flatMap(({ description }) =>
      [...(description ?? "").matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, name]) => name ?? ""),
    );
    expect(named.filter((name) => !titles.has(name) && !notPanels.has(name))).toEqual([]);
  });

  test("refers in descriptions to alerts that exist, and to each of them", () => {
    const text = panels.map(({ description }) => description).join("\n");
    const alerts = butterflyAlerts.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect([...new Set(text.match(/Butterfly[A-Z]\w+/g))].sort()).toEqual([...alerts].sort());
  });

  // The last step is the alert's limit, written in the alert's expression as "> limit".
  test.each([
    ["Error ratio", "ButterflyHighErrorRate", 0.05],
    ["P99 latency", "ButterflyHighLatency", 5],
    ["Latency percentiles", "ButterflyHighLatency", 5],
    ["Longest task queue", "ButterflyQueueBuildup", 100],
    ["Leader changes per hour", "ButterflyFrequentLeaderChanges", 5],
    ["Fullest memory", "ButterflyHighMemoryUsage", 0.9],
    ["Hottest GPU", "ButterflyGPUOverheating", 85],
  ])("turns %s red where %s fires", (title, alert, limit) => {
    expect(panel(title).fieldConfig?.defaults?.thresholds?.steps?.at(-1)).toEqual({ value: limit, color: "red" });
    const rule = butterflyAlerts.flatMap(({ rules }) => rules).find((item) => item.alert === alert);
    expect(rule?.expr).toMatch(new RegExp(`> ${String(limit).replace(".", "\\.")}(?![\\d.])`));
  });

  test("colours its table as its graphs", () => {
    const overrides = JSON.stringify(panel("Ten busiest nodes").fieldConfig?.overrides);
    expect(overrides).toContain(JSON.stringify(highIsBad({ yellow: 80, red: 85 })));
    expect(overrides).toContain(JSON.stringify(highIsBad({ yellow: 0.01, red: 0.05 })));
  });

  test("leads from exemplars to traces on the latency panels", () => {
    const withExemplars = panels.filter(({ targets }) => targets?.some(({ exemplar }) => exemplar === true));
    expect(withExemplars.map(({ title }) => title)).toEqual([
      "P99 latency",
      "Latency percentiles",
      "Latency distribution",
    ]);
  });

  test("leads from a node in the table to itself, filtered to that node", () => {
    const [override] = panel("Ten busiest nodes").fieldConfig?.overrides ?? [];
    expect(override).toMatchObject({
      matcher: { id: "byName", options: "Node" },
      properties: [{ id: "links", value: [{ url: expect.stringContaining("/d/butterfly-overview?") }] }],
    });
    expect(JSON.stringify(override)).toContain(`var-node=\${__value.text:percentencode}`);
  });
});
