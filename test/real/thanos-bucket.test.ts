/**
 * What lies in Thanos' bucket, with the arguments that `prod` renders: it is merged, brought to lower resolutions, and answered all
 * the same. For the test alone, nobody waits for others' uploads to settle.
 */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { eventually } from "./support/eventually.ts";
import { type ObjectStore, startObjectStore } from "./support/object-store.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { startThanosStack, type ThanosStack } from "./support/thanos-stack.ts";
import { describeWithTools } from "./with-tools.ts";

const PATIENCE = 120;

const DAY = 86_400;

const Meta = z.looseObject({
  minTime: z.number(),
  compaction: z.looseObject({ level: z.number(), sources: z.array(z.string()) }),
  thanos: z.looseObject({
    labels: z.record(z.string(), z.string()),
    downsample: z.looseObject({ resolution: z.number() }),
  }),
});

/** Milliseconds: the lower resolutions (https://thanos.io/tip/components/compact.md/#downsampling). */
const FIVE_MINUTES = 300_000;

describeWithTools(["promtool", "thanos", "versitygw"], "Thanos' bucket", (tools) => {
  const bed = new AsyncDisposableStack();
  let stack: ThanosStack;
  let store: ObjectStore;
  let bucket: string;

  beforeAll(async () => {
    const files = await renderStack("prod");
    bucket = parse(renderedFile(files, "thanos/objstore.yaml")).config.bucket;
    store = await startObjectStore({ versitygw: tools.versitygw, buckets: [bucket] }, bed);
    stack = await startThanosStack(
      {
        thanos: tools.thanos,
        files,
        store,
        more: {
          store: ["--sync-block-duration=2s"],
          compact: ["--consistency-delay=0s", "--wait-interval=5s"],
        },
      },
      bed,
    );
    await stack.startStore();
  }, 240_000);
  afterAll(() => bed.disposeAsync());

  /** What is said of each block in the bucket. */
  function blocks(): readonly z.infer<typeof Meta>[] {
    return readdirSync(join(store.folder, bucket))
      .filter((name) => /^[0-9A-Z]{26}$/.test(name))
      .flatMap((block) => {
        try {
          return [Meta.parse(JSON.parse(readFileSync(join(store.folder, bucket, block, "meta.json"), "utf8")))];
        } catch {
          // It is not there yet.
          return [];
        }
      });
  }

  test("copies become one block, old blocks lower resolutions, and Query answers from them", async () => {
    const start = (Math.floor(Date.now() / 1000 / (14 * DAY)) - 1) * 14 * DAY - DAY;
    for (const replica of ["thanos-receive-0", "thanos-receive-1"]) {
      const labels = { cluster: "aiobs-prod", tenant_id: "default-tenant", receive_replica: replica };
      // A block that is made twice has two names.
      await upload(tools.thanos, await oldBlocks(tools.promtool, start, 8 * DAY, bed), { bucket, store, labels });
    }
    await stack.startCompactor();
    const merged = await eventually("a block that is merged and downsampled", PATIENCE, () =>
      blocks().find(
        ({ thanos }) => thanos.downsample.resolution === FIVE_MINUTES && !("receive_replica" in thanos.labels),
      ),
    );
    // Its sources are a copy of each ingestor, at least.
    expect(merged.compaction.sources.length).toBeGreaterThan(1);

    const samples = (8 * DAY) / OLD_STEP;
    const all = `count_over_time(remembered[${9 * DAY}s] @ ${start + 8 * DAY})`;
    await eventually("every sample, once", PATIENCE, async () => {
      const [found] = await stack.query.values(all);
      return found === samples ? found : undefined;
    });
    const lower = await eventually("the answer in five minutes' steps", PATIENCE, async () => {
      const question = new URLSearchParams({
        query: "max_over_time(remembered[1d])",
        start: String(start + 2 * DAY),
        end: String(start + 3 * DAY),
        step: "3600",
        max_source_resolution: "5m",
      });
      const answer = await (await fetch(`${stack.query.url}/api/v1/query_range?${question}`)).json();
      const [series] = Matrix.parse(answer).data.result;
      return series?.values.length === 25 ? series.values.map(([, value]) => Number(value)) : undefined;
    });
    expect(new Set(lower)).toEqual(new Set([7]));
  });
});

const Matrix = z.looseObject({
  data: z.looseObject({
    result: z.array(z.looseObject({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

/** Seconds between the samples of the old blocks. */
const OLD_STEP = 600;

/** A folder of blocks, 54 hours each, the longest that promtool makes below ten days: of old days, all of the value 7. */
async function oldBlocks(promtool: string, start: number, seconds: number, bed: AsyncDisposableStack): Promise<string> {
  const folder = temporaryFolder(bed);
  const lines = Array.from({ length: seconds / OLD_STEP }, (_, n) => `remembered 7 ${start + (n + 1) * OLD_STEP}\n`);
  const file = join(folder, "samples.txt");
  await writeFile(file, `# TYPE remembered gauge\n${lines.join("")}# EOF\n`);
  const args = ["tsdb", "create-blocks-from", "--max-block-duration=54h", "openmetrics", file, join(folder, "blocks")];
  await promisify(execFile)(promtool, args);
  return join(folder, "blocks");
}

interface Destination {
  readonly bucket: string;
  readonly store: ObjectStore;
  readonly labels: Readonly<Record<string, string>>;
}

/** Uploads blocks as an ingestor would have, with its labels. */
async function upload(thanos: string, folder: string, { bucket, store, labels }: Destination): Promise<void> {
  const { endpoint, region, accessKey, secretKey } = store;
  const config = { bucket, endpoint, region, access_key: accessKey, secret_key: secretKey, insecure: true };
  await promisify(execFile)(thanos, [
    "tools",
    "bucket",
    "upload-blocks",
    `--objstore.config=${stringify({ type: "S3", config })}`,
    `--path=${folder}`,
    ...Object.entries(labels).map(([name, value]) => `--label=${name}="${value}"`),
  ]);
}
