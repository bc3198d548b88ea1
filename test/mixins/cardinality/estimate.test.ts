import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockBytes, diskBytes, memoryBytes, objectStorageBytesPerDay } from "../../../mixins/cardinality/cost.ts";
import { type EstimateRequest, estimateSeries, largestMetrics } from "../../../mixins/cardinality/estimate.ts";
import { OF_EACH_SCRAPE, seriesOfCombination, seriesOfJob } from "../../../mixins/cardinality/series-count.ts";

const metric = fc
  .record({ metric: fc.constantFrom("a", "b", "c"), exposed: fc.nat(1_000_000), kept: fc.integer({ min: 1, max: 9 }) })
  .map(({ metric: name, exposed, kept }) => ({ metric: name, exposed, series: exposed / kept }));
const request: fc.Arbitrary<EstimateRequest> = fc.record({
  jobs: fc.array(fc.record({ job: fc.string(), targets: fc.nat(100), metrics: fc.array(metric), labels: fc.nat(30) })),
  recorded: fc.dictionary(fc.constantFrom("r:a", "r:b"), fc.nat(1000)),
  scrapeSeconds: fc.integer({ min: 1, max: 120 }),
  evaluationSeconds: fc.integer({ min: 1, max: 60 }),
});

describe("the estimate", () => {
  test("is the sum of its jobs and rules, and so is the sum of its metrics with the series of each scrape", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const estimate = estimateSeries(asked);
        const rules = Object.values(asked.recorded).reduce((sum, each) => sum + each, 0);
        const jobs = asked.jobs.reduce((sum, job) => sum + seriesOfJob(job), 0);
        expect(estimate.series).toBe(Math.ceil(jobs + rules));
        const scrapes = asked.jobs.reduce((sum, { targets }) => sum + targets * OF_EACH_SCRAPE, 0);
        const metrics = largestMetrics(estimate).reduce((sum, [, series]) => sum + series, 0);
        // Each metric is rounded up by itself.
        expect(metrics + scrapes - estimate.series).toBeGreaterThanOrEqual(-1);
        expect(metrics + scrapes - estimate.series).toBeLessThan(1 + largestMetrics(estimate).length);
      }),
    );
  });

  test("counts the samples of a job at its own pace", () => {
    fc.assert(
      fc.property(request, fc.integer({ min: 1, max: 120 }), (asked, scrapeSeconds) => {
        const all = estimateSeries({ ...asked, scrapeSeconds }).samplesPerSecond;
        const each = { ...asked, jobs: asked.jobs.map((job) => ({ ...job, scrapeSeconds })) };
        expect(estimateSeries(each).samplesPerSecond).toBeCloseTo(all, 6);
      }),
    );
  });

  test("names the largest metrics first, those of equal size by name", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const metrics = largestMetrics(estimateSeries(asked));
        const sorted = metrics.toSorted(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
        expect(metrics).toEqual(sorted);
        expect(new Set(metrics.map(([name]) => name)).size).toBe(metrics.length);
      }),
    );
  });

  test("has the samples that a second brings, and those that a scrape throws away", () => {
    const jobs = [{ job: "j", targets: 2, metrics: [{ metric: "m", exposed: 500, series: 140 }], labels: 3 }];
    const estimate = estimateSeries({ jobs, recorded: { r: 30 }, scrapeSeconds: 15, evaluationSeconds: 30 });
    expect(estimate).toMatchObject({ series: 180, dropped: 360, samplesPerSecond: 11 });
  });
});

test("a histogram has a series for each bucket, +Inf, sum and count", () => {
  const histogram = { name: "h", type: "histogram", help: "H.", labels: {}, buckets: [1, 2, 5] } as const;
  expect(seriesOfCombination(histogram)).toBe(6);
  expect(seriesOfCombination({ ...histogram, exposition: "native" })).toBe(1);
  expect(seriesOfCombination({ ...histogram, exposition: "totals" })).toBe(2);
  expect(seriesOfCombination({ ...histogram, type: "gauge" })).toBe(1);
});

describe("costs", () => {
  const load = fc.record({ series: fc.nat(1e8), dropped: fc.nat(1e8), samplesPerSecond: fc.nat(1e7) });
  const shards = fc.integer({ min: 1, max: 64 });

  test("never fall when there is more of anything, and never rise with shards", () => {
    fc.assert(
      fc.property(load, load, shards, fc.integer({ min: 7200, max: 1e8 }), (one, more, parts, seconds) => {
        const both = {
          series: one.series + more.series,
          dropped: one.dropped + more.dropped,
          samplesPerSecond: one.samplesPerSecond + more.samplesPerSecond,
        };
        expect(memoryBytes(both)).toBeGreaterThanOrEqual(memoryBytes(one));
        expect(diskBytes(both, seconds)).toBeGreaterThanOrEqual(diskBytes(one, seconds));
        expect(diskBytes(one, seconds)).toBeGreaterThanOrEqual(blockBytes(one, seconds));
        expect(objectStorageBytesPerDay(both, 2)).toBeGreaterThanOrEqual(objectStorageBytesPerDay(one, 2));
        expect(memoryBytes(one, parts)).toBeLessThanOrEqual(memoryBytes(one));
        expect(diskBytes(one, seconds, parts)).toBeLessThanOrEqual(diskBytes(one, seconds));
      }),
    );
  });

  test("of all shards are at least those of one server, and no more than each one's own floor above them", () => {
    fc.assert(
      fc.property(load, shards, (one, parts) => {
        const empty = memoryBytes({ series: 0, dropped: 0 });
        const apart = memoryBytes(one, parts) * parts;
        expect(apart).toBeGreaterThanOrEqual(memoryBytes(one));
        expect(apart).toBeLessThanOrEqual(memoryBytes(one) + parts * (empty + 1));
      }),
    );
  });

  test("of a million series lie where Prometheus' users found them: 2 to 7 GiB, and by the formula of Prometheus 2", () => {
    const gib = memoryBytes({ series: 1_000_000, dropped: 0 }) / 2 ** 30;
    expect(gib).toBeGreaterThan(2);
    expect(gib).toBeLessThan(7);
    // (732 + 32 a label pair + 120 a value of its own + twice the name) × 2, at ten labels and names of 40 bytes; and three hours
    // of samples at 15 s, 1.5 bytes each, with the same overheads.
    const cardinality = (732 + 32 * 10 + 120 + 2 * 40) * 2;
    const ingestion = (3 * 3600) / 15;
    const formula = (1_000_000 * (cardinality + ingestion * 1.5 * 1.5 * 2)) / 2 ** 30;
    expect(gib / formula).toBeGreaterThan(0.5);
    expect(gib / formula).toBeLessThan(1.5);
  });
});
