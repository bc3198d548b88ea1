import fc from "fast-check";
import { expect, test } from "vitest";
import { exposedByJob, seriesOfJob } from "../../../mixins/cardinality/series-count.ts";
import { maestroSeries } from "../../../mixins/maestro/cardinality.ts";
import { maestroCatalogue } from "../../../mixins/maestro/metrics.ts";
import { MAESTRO_JOB } from "../../../mixins/maestro/scrape.ts";
import type { MaestroSizes } from "../../../mixins/maestro/sizes.ts";

const sizes: fc.Arbitrary<MaestroSizes> = fc.record({
  replicas: fc.integer({ min: 1, max: 20 }),
  tenants: fc.integer({ min: 1, max: 500 }),
  endpoints: fc.integer({ min: 1, max: 200 }),
});

const total = (of: MaestroSizes) => maestroSeries(of, MAESTRO_JOB).reduce((sum, job) => sum + seriesOfJob(job), 0);

test("every metric of the catalogue is counted, and nothing of it is dropped", () => {
  const [job] = maestroSeries({ replicas: 2, tenants: 3, endpoints: 4 }, MAESTRO_JOB);
  expect(job?.metrics.map(({ metric }) => metric)).toEqual(maestroCatalogue.metrics.map(({ name }) => name));
  for (const { exposed, series } of job?.metrics ?? []) expect(series).toBe(exposed);
});

test("series grow with each number, and in step with replicas", () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom("replicas", "tenants", "endpoints"), (of, number) => {
      expect(total({ ...of, [number]: of[number] + 1 })).toBeGreaterThan(total(of));
      expect(total({ ...of, replicas: of.replicas * 2 })).toBe(total(of) * 2);
    }),
  );
});

test("a tenant multiplies requests by endpoint, which are most of what a large installation has", () => {
  const of = { replicas: 1, tenants: 1000, endpoints: 100 };
  const [job = undefined] = maestroSeries(of, MAESTRO_JOB);
  const requests = job?.metrics.find(({ metric }) => metric === "maestro_http_requests_total")?.series ?? 0;
  expect(job === undefined ? 0 : requests / exposedByJob(job)).toBeGreaterThan(0.7);
});
