import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { butterflySeries } from "../../../mixins/butterfly/cardinality.ts";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import { modulusOf, samples } from "../../../mixins/butterfly/reduction.ts";
import type { ButterflySizes } from "../../../mixins/butterfly/sizes.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import { exposedByJob, type MetricSeries } from "../../../mixins/cardinality/series-count.ts";
import { small, worst } from "./sizes.ts";

const all = butterflyCatalogue.targetLabels;
const jobs = all === "any target" ? [] : (all.job?.values ?? []);

function metricsOf(sizes: ButterflySizes): readonly MetricSeries[] {
  return butterflySeries(sizes, jobs).flatMap(({ metrics }) => metrics);
}

function total(sizes: ButterflySizes): number {
  const request = { jobs: butterflySeries(sizes, jobs), recorded: {}, scrapeSeconds: 15, evaluationSeconds: 30 };
  return estimateSeries(request).series;
}

const sizes: fc.Arbitrary<ButterflySizes> = fc.record({
  coordinators: fc.integer({ min: 1, max: 7 }),
  computeNodes: fc.nat(2000),
  observers: fc.nat(20),
  peers: fc.nat(2000),
  layers: fc.integer({ min: 1, max: 400 }),
  models: fc.integer({ min: 1, max: 40 }),
  gpusPerNode: fc.nat(16),
  coresPerNode: fc.integer({ min: 1, max: 256 }),
});

/** Labels without which the specification's figure was reckoned: it gives them no bound. */
const UNBOUNDED = ["task_id", "checkpoint_id", "barrier_id", "node_pair", "node_id_pair", "core"];

describe("before the reduction", () => {
  test("the specification's worst case comes out as it says: 65.8 million series, within half a percent", () => {
    const bounded = butterflyCatalogue.metrics.filter(({ labels }) => {
      const own = Object.keys(labels);
      // Those that name no node were reckoned once for the whole cluster.
      const namesNode = own.some((label) => label === "node_id" || label === "from_node");
      return namesNode && !own.some((label) => UNBOUNDED.includes(label));
    });
    const names = new Set(bounded.map(({ name }) => name));
    const exposed = metricsOf(worst)
      .filter(({ metric }) => names.has(metric))
      .reduce((sum, each) => sum + each.exposed, 0);
    expect(Math.abs(exposed / 65.8e6 - 1)).toBeLessThan(0.005);
  });

  test("grows, or stays, with each number of the cluster", () => {
    const exposed = (of: ButterflySizes) => butterflySeries(of, jobs).reduce((sum, job) => sum + exposedByJob(job), 0);
    fc.assert(
      fc.property(sizes, fc.constantFrom("computeNodes", "peers", "layers", "models", "observers"), (of, number) => {
        expect(exposed({ ...of, [number]: of[number] + 1 })).toBeGreaterThanOrEqual(exposed(of));
      }),
    );
  });

  test("counts every metric of the catalogue somewhere", () => {
    const counted = new Set(metricsOf({ ...small, observers: 1 }).map(({ metric }) => metric));
    expect(butterflyCatalogue.metrics.map(({ name }) => name).filter((name) => !counted.has(name))).toEqual([]);
  });
});

describe("after the reduction", () => {
  test("the worst case leaves a third of a budget of a million series to everything else", () => {
    expect(total(worst)).toBeLessThan(670_000);
    expect(total({ ...worst, coordinators: 3, computeNodes: 990, observers: 7 })).toBeLessThan(670_000);
  });

  test("a small cluster keeps everything", () => {
    for (const { metric, exposed, series } of metricsOf(small)) expect(series, metric).toBe(exposed);
  });

  test("no metric has more series than samples, and each sample stays within its allowance and what is always kept", () => {
    fc.assert(
      fc.property(sizes, (of) => {
        for (const { metric, exposed, series } of metricsOf(of)) {
          expect(series, metric).toBeLessThanOrEqual(exposed);
          expect(series, metric).toBeGreaterThanOrEqual(0);
        }
        for (const sample of samples) {
          const modulus = modulusOf(sample, of);
          if (modulus > 1) expect(sample.exposed(of) / modulus).toBeLessThanOrEqual(sample.allowance);
        }
      }),
    );
  });

  test("says of each sample how many samples its metrics expose, as the estimate counts them", () => {
    fc.assert(
      fc.property(sizes, (of) => {
        const counted = metricsOf(of);
        for (const sample of samples) {
          const exposed = counted
            .filter(({ metric }) => sample.metrics.includes(metric))
            .reduce((sum, each) => sum + each.exposed, 0);
          expect(Math.abs(sample.exposed(of) - exposed), sample.name).toBeLessThan(1);
        }
      }),
    );
  });

  test("counts only the nodes of roles that are scraped", () => {
    const of = { ...small, observers: 3 };
    expect(butterflySeries(of, ["butterfly-observers"]).map(({ job, targets }) => [job, targets])).toEqual([
      ["butterfly-observers", 3],
    ]);
    expect(butterflySeries(of, [])).toEqual([]);
  });
});
