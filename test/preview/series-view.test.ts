import { expect, it } from "vitest";
import { jobRows, metricRows, seriesView, totalLines } from "../../preview/series-view.ts";
import { systems } from "../../systems/all.ts";
import { estimateStack } from "../../systems/estimate.ts";
import { butterflyLocal, settingsWith } from "../components/settings.ts";

const settings = settingsWith({ butterfly: butterflyLocal });
const withBucket = settingsWith({
  butterfly: butterflyLocal,
  thanos: {},
  objectStore: {
    kind: "s3",
    endpoint: "minio.storage.svc:9000",
    buckets: { metrics: "blocks" },
    accessKey: { secret: "accessKey" },
    secretKey: { secret: "secretKey" },
  },
});
const view = seriesView(settings, estimateStack(systems, settings));

it("adds up to the whole, by jobs", () => {
  const jobs = Object.values(view.jobs).reduce((sum, series) => sum + series, 0);
  // Each job is rounded up by itself.
  expect(jobs - view.total).toBeGreaterThanOrEqual(0);
  expect(jobs - view.total).toBeLessThan(Object.keys(view.jobs).length);
});

it("shows the largest first, and what is left in one row, within 80 columns", () => {
  const series = Object.values(view.metrics);
  expect(series).toEqual(series.toSorted((a, b) => b - a));
  const rows = metricRows(view);
  expect(rows.at(-1)?.[0]).toMatch(/^\d+ others$/);
  const shares = rows.reduce((sum, [, , share = ""]) => sum + Number.parseFloat(share), 0);
  expect(shares).toBeGreaterThan(95);
  for (const row of [...rows, ...jobRows(view)]) expect(`| ${row.join(" | ")} |`.length).toBeLessThanOrEqual(80);
  for (const line of totalLines(view)) expect(`  ${line}`.length).toBeLessThanOrEqual(80);
});

it("says each total in a sentence of its own, shards only where there are several", () => {
  const plain =
    /^(?:[\d,]+ active series of [\d,]+ \(-?\d+ % headroom\)|[\d,]+ more are exposed, and dropped at each scrape|[\d,]+ samples a second|(?:memory|volume) of a server: [\d.]+ GiB needed, \d+Gi given|object storage: [\d.]+ GiB a day)$/;
  for (const line of totalLines({ ...view, shards: 1, dropped: 12 })) expect(line).toMatch(plain);
  expect(totalLines({ ...view, shards: 3 })).toContainEqual(
    expect.stringMatching(/^[\d,]+ samples a second, in 3 shards$/),
  );
  expect(totalLines({ ...view, dropped: 0 })).toHaveLength(totalLines({ ...view, dropped: 12 }).length - 1);
});

it("says what a bucket gets, where there is one", () => {
  expect(totalLines(view).join("\n")).not.toContain("object storage");
  const stored = seriesView(withBucket, estimateStack(systems, withBucket));
  expect(totalLines(stored).at(-1)).toMatch(/^object storage: [1-9][\d.]* GiB a day$/);
});
