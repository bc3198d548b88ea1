import { describe, expect, test } from "vitest";
import type { Catalogue, Metric } from "../../../queries/catalogue.ts";
import { checkPromQL, indexSeries, type Recording, type SeriesIndex } from "../../../queries/promql/check.ts";
import { smallCatalogue } from "./small-catalogue.ts";

/** Kind and labels of a series, sorted. */
function seriesOf(index: SeriesIndex, name: string): string {
  const series = index.find(name);
  if (series === undefined) return "none";
  const { facts, others } = series.labels;
  const labels = [...facts].map(([label, { presence }]) => (presence === "always" ? label : `${label}?`)).sort();
  return [`${series.kind}:`, ...labels, ...(others === "unknown" ? ["…"] : [])].join(" ");
}

const indexOf = (...recordings: readonly Recording[]) => indexSeries([smallCatalogue], recordings);

describe("indexSeries", () => {
  test("gives each metric the labels of its targets, and histograms and summaries their series", () => {
    const index = indexOf();
    expect(seriesOf(index, "shop_requests_total")).toBe("counter: cluster instance job method status");
    expect(seriesOf(index, "shop_queue")).toBe("gauge: cluster instance job queue");
    expect(seriesOf(index, "shop_duration_seconds_bucket")).toBe("buckets: cluster instance job le method");
    expect(seriesOf(index, "shop_duration_seconds_sum")).toBe("counter: cluster instance job method");
    expect(seriesOf(index, "shop_duration_seconds_count")).toBe("counter: cluster instance job method");
    expect(seriesOf(index, "shop_duration_seconds")).toBe("none");
    expect(seriesOf(index, "shop_gc_seconds")).toBe("gauge: cluster instance job quantile");
    expect(seriesOf(index, "shop_gc_seconds_count")).toBe("counter: cluster instance job");
  });

  test("stores native histograms under their own name, and totals without buckets or quantiles", () => {
    const exposed = (exposition: NonNullable<Metric["exposition"]>, metric = "shop_duration_seconds") =>
      indexSeries([
        {
          ...smallCatalogue,
          metrics: smallCatalogue.metrics.filter(({ name }) => name === metric).map((one) => ({ ...one, exposition })),
        },
      ]).names.filter((name) => name.startsWith("shop"));
    expect(exposed("totals")).toEqual(["shop_duration_seconds_sum", "shop_duration_seconds_count"]);
    expect(exposed("totals", "shop_gc_seconds")).toEqual(["shop_gc_seconds_sum", "shop_gc_seconds_count"]);
    expect(exposed("native")).toEqual(["shop_duration_seconds"]);
    expect(exposed("both")).toEqual([
      "shop_duration_seconds_bucket",
      "shop_duration_seconds_sum",
      "shop_duration_seconds_count",
      "shop_duration_seconds",
    ]);
  });

  test("claims nothing of values whose type the exporter does not say, nor of bounds that nobody gave", () => {
    const index = indexSeries([
      {
        system: "foreign",
        targetLabels: { instance: { bound: 2 } },
        metrics: [
          { name: "foreign_oom_kill", type: "unknown", help: "Kills.", labels: {} },
          { name: "foreign_queue", type: "gauge", help: "Queue.", labels: { queue: {} } },
        ],
      },
    ]);
    expect(seriesOf(index, "foreign_oom_kill")).toBe("unknown: instance");
    for (const query of [
      "rate(foreign_oom_kill[5m])",
      "foreign_oom_kill > 3",
      'foreign_queue{queue="any"}',
      "foreign_queue * on (instance) foreign_oom_kill",
    ]) {
      expect(checkPromQL(query, index).problems, query).toEqual([]);
    }
  });

  test("adds what Prometheus makes itself, with the labels that all or some targets have", () => {
    const other: Catalogue = {
      system: "other",
      targetLabels: { cluster: { bound: 1 }, job: { bound: 1 }, instance: { bound: 1 }, node: { bound: 1 } },
      metrics: [],
    };
    const index = indexSeries([smallCatalogue, other]);
    expect(seriesOf(index, "up")).toBe("gauge: cluster instance job node?");
    for (const name of [
      "scrape_duration_seconds",
      "scrape_samples_scraped",
      "scrape_samples_post_metric_relabeling",
      "scrape_series_added",
    ]) {
      expect(seriesOf(index, name)).toBe("gauge: cluster instance job node?");
    }
    expect(seriesOf(index, "ALERTS")).toBe("gauge: alertname alertstate …");
    expect(seriesOf(index, "ALERTS_FOR_STATE")).toBe("gauge: alertname …");
    expect(checkPromQL('ALERTS{alertstate="fired"}', index).problems).toHaveLength(1);
  });

  test("takes the kind and labels of a recorded series from its expression, whatever the order of the rules", () => {
    const index = indexOf(
      { record: "share", expr: "rate_by_status / on (cluster) group_left () rate_of_all" },
      { record: "rate_of_all", expr: "sum by (cluster) (rate_by_status)" },
      { record: "rate_by_status", expr: "sum by (cluster, status) (rate(renamed[5m]))" },
      { record: "renamed", expr: "shop_requests_total" },
      { record: "buckets", expr: "sum by (le, cluster) (rate(shop_duration_seconds_bucket[5m]))" },
      { record: "threshold", expr: "5 * 60" },
    );
    expect(index.problems).toEqual([]);
    expect(seriesOf(index, "renamed")).toBe("counter: cluster instance job method status");
    expect(seriesOf(index, "rate_by_status")).toBe("gauge: cluster status");
    expect(seriesOf(index, "rate_of_all")).toBe("gauge: cluster");
    expect(seriesOf(index, "share")).toBe("gauge: cluster status");
    expect(seriesOf(index, "buckets")).toBe("bucket rates: cluster le");
    expect(seriesOf(index, "threshold")).toBe("gauge:");
    expect(checkPromQL("histogram_quantile(0.9, sum by (le) (buckets))", index).problems).toEqual([]);
    expect(checkPromQL("histogram_quantile(0.9, buckets)", index).problems).toEqual([]);
  });

  test("keeps the values that a recorded label can have", () => {
    const index = indexOf({ record: "r", expr: 'shop_requests_total{status=~"err.*"}', labels: { team: "till" } });
    expect(checkPromQL('r{status="error", team="till"}', index).problems).toEqual([]);
    expect(checkPromQL('r{status="success"}', index).problems).toHaveLength(1);
    expect(checkPromQL('r{team="shop"}', index).problems).toHaveLength(1);
  });

  test("sets and removes the labels that a rule names", () => {
    const index = indexOf({ record: "r", expr: "shop_queue", labels: { team: "till", queue: "" } });
    expect(seriesOf(index, "r")).toBe("gauge: cluster instance job team");
  });

  test("knows of two rules of one name what is true of both", () => {
    const index = indexOf(
      { record: "r", expr: "sum by (cluster) (shop_queue)", labels: { of: "queue" } },
      { record: "r", expr: "sum by (job) (shop_memory_bytes)", labels: { of: "memory" } },
    );
    expect(seriesOf(index, "r")).toBe("gauge: cluster? job? of");
    expect(checkPromQL('r{of="disk"}', index).problems).toHaveLength(1);
    expect(seriesOf(indexOf({ record: "shop_queue", expr: "shop_requests_total" }), "shop_queue")).toBe(
      "unknown: cluster instance job method? queue? status?",
    );
  });

  test("reports rules that feed each other in a circle, and goes on", () => {
    const index = indexOf(
      { record: "a", expr: "b + 1" },
      { record: "b", expr: "sum by (cluster) (c)" },
      { record: "c", expr: "a * 2" },
      { record: "d", expr: "sum by (cluster) (shop_queue)" },
    );
    expect(index.problems).toEqual([
      { record: "a", message: expect.stringContaining("a → b → c → a"), hint: expect.stringContaining("break") },
    ]);
    expect(seriesOf(index, "d")).toBe("gauge: cluster");
  });

  test("lets a rule remember what it recorded before, by a range", () => {
    const highest = "max by (cluster) (shop_queue) or max by (cluster) (last_over_time(r[1h]))";
    const index = indexOf({ record: "r", expr: highest });
    expect(index.problems).toEqual([]);
    expect(seriesOf(index, "r")).toContain("cluster");
    expect(indexOf({ record: "r", expr: `${highest} or r` }).problems).not.toEqual([]);
  });

  test("knows nothing of a recording that does not parse or asks for nothing that exists", () => {
    const index = indexOf({ record: "broken", expr: "sum(" }, { record: "lost", expr: "nowhere" });
    expect(seriesOf(index, "broken")).toBe("unknown: …");
    expect(seriesOf(index, "lost")).toBe("unknown: …");
    expect(checkPromQL("rate(broken[5m]) / on (anything) lost", index).problems).toEqual([]);
  });
});
