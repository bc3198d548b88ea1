/** What the estimate counts: everything that is scraped, what watches as well. */
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { prometheusSize } from "../../components/metrics/prometheus-size.ts";
import { seriesOfJob } from "../../mixins/cardinality/series-count.ts";
import { systems } from "../../systems/all.ts";
import { estimateStack } from "../../systems/estimate.ts";
import { settingsWith } from "../components/settings.ts";
import { previewed } from "../previewed.ts";

/** Room that `prod` keeps for what is yet to be observed. */
const ROOM = 50_000;

const objectStore = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "blocks" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};

const estimated = (changes: Readonly<Record<string, unknown>>) => {
  const settings = settingsWith(changes);
  const estimate = estimateStack(systems, settings);
  const series = new Map(estimate.jobs.map((job) => [job.job, seriesOfJob(job)]));
  const targets = new Map(estimate.jobs.map((job) => [job.job, job.targets]));
  return { settings, estimate, series, targets };
};

describe.each(["local", "dev", "prod"] as const)("of the stack %s", async (stack) => {
  const { files } = await previewed(stack);
  const { jobs, total, budget } = JSON.parse(files.get("series.json") ?? "");

  test("every scrape job is counted", () => {
    const { scrape_configs } = parse(files.get("prometheus/prometheus.yml") ?? "");
    const scraped = scrape_configs.map(({ job_name }: { job_name: string }) => job_name);
    expect(scraped.filter((job: string) => !(job in jobs))).toEqual([]);
    // And nothing that is not scraped.
    expect(Object.keys(jobs).filter((job) => job !== "rules" && !scraped.includes(job))).toEqual([]);
  });

  test("there is room for what is yet to be observed", () => {
    expect(budget - total).toBeGreaterThanOrEqual(ROOM);
  });
});

describe("what watches", () => {
  test("has series for each job that it scrapes", () => {
    const few = estimated({});
    const more = estimated({ traces: { store: "volume" }, logs: { store: "volume" } });
    const added = more.estimate.jobs.length - few.estimate.jobs.length;
    expect(added).toBeGreaterThan(3);
    const each = ({ series, settings }: typeof few) => (series.get("prometheus") ?? 0) / settings.prometheus.replicas;
    expect(each(more) - each(few)).toBeGreaterThanOrEqual(added * 27);
  });

  test("is as many servers as the estimate needs, of which each is in the estimate", () => {
    const large = { estimate: { nodes: 3000 }, prometheus: { budget: 100_000_000 }, objectStore, thanos: {} };
    const { settings, estimate, targets } = estimated(large);
    const { shards } = prometheusSize(settings.prometheus, estimate);
    expect(shards).toBeGreaterThan(1);
    expect(targets.get("prometheus")).toBe(shards * settings.prometheus.replicas);
    expect(targets.get("thanos-ruler")).toBe(settings.prometheus.replicas);
    expect(estimated({ objectStore, thanos: {} }).targets.has("thanos-ruler")).toBe(false);
  });
});

describe("spans", () => {
  const spansOf = (estimate: object) =>
    estimated({ traces: { store: "volume" }, estimate }).series.get("otel-sampler-spans") ?? 0;

  test("are counted by services and by the names of their spans", () => {
    expect(spansOf({ services: 40 })).toBeGreaterThan(1.9 * spansOf({ services: 20 }));
    expect(spansOf({ spanNames: 50 })).toBeGreaterThan(spansOf({ spanNames: 5 }));
  });

  test("are no more than the collectors hold apart", () => {
    expect(spansOf({ spanNames: 1000 })).toBe(spansOf({ spanNames: 2000 }));
  });
});
