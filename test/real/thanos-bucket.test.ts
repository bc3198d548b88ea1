/**
 * What lies in Thanos' bucket, with the arguments that `prod` renders: it is merged, brought to lower resolutions, and answered all
 * the same. For the test alone, nobody waits for others' uploads to settle.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { eventually } from "../../tools/servers/eventually.ts";
import { madeBlocks } from "./support/made-blocks.ts";
import { type ObjectStore, startObjectStore } from "./support/object-store.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { type StoreGate, startStoreGate } from "./support/store-gate.ts";
import { startThanosStack, type ThanosStack } from "./support/thanos-stack.ts";
import { describeWithTools } from "./with-tools.ts";

const PATIENCE = 120;

const DAY = 86_400;

const Meta = z.looseObject({
  ulid: z.string(),
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
  let gate: StoreGate;
  let bucket: string;

  beforeAll(async () => {
    const files = await renderStack("prod");
    bucket = parse(renderedFile(files, "thanos/objstore.yaml")).config.bucket;
    store = await startObjectStore({ versitygw: tools.versitygw, buckets: [bucket] }, bed);
    gate = await startStoreGate(store, bed);
    stack = await startThanosStack(
      {
        thanos: tools.thanos,
        files,
        store: gate.store,
        more: {
          store: ["--sync-block-duration=2s"],
          compact: ["--consistency-delay=0s", "--wait-interval=5s"],
        },
      },
      bed,
    );
    await stack.gateways[0]?.start();
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

  /** Whether a block is to be deleted, because another one has what it has. */
  const isDeleted = (block: string) => existsSync(join(store.folder, bucket, block, "deletion-mark.json"));

  test("copies become one block though the compactor is killed meanwhile, old blocks lower resolutions, and Query answers from them", async () => {
    const start = (Math.floor(Date.now() / 1000 / (14 * DAY)) - 1) * 14 * DAY - DAY;
    for (const replica of ["thanos-receive-0", "thanos-receive-1"]) {
      const labels = { cluster: "aiobs-prod", tenant_id: "default-tenant", receive_replica: replica };
      // 54 hours are the longest that promtool makes below ten days.
      const old = { metric: "remembered", value: 7, start, seconds: 8 * DAY, step: OLD_STEP, longest: "54h" };
      const made = await madeBlocks({ promtool: tools.promtool, ...old }, bed);
      await uploaded(tools.thanos, made, { bucket, store, labels });
    }
    const copies = blocks().flatMap(({ ulid }) => ulid);

    // It is killed in the middle of its first upload of a merged block: a part of that stays in the bucket.
    const upload = gate.hold(/\/index$/);
    await stack.compactor.start();
    await upload;
    await stack.compactor.kill();
    expect(blocks().map(({ ulid }) => ulid)).toEqual(copies);
    await stack.compactor.start();
    const merged = await eventually("a block that is merged and downsampled", PATIENCE, () =>
      blocks().find(
        ({ thanos }) => thanos.downsample.resolution === FIVE_MINUTES && !("receive_replica" in thanos.labels),
      ),
    );
    // Its sources are a copy of each ingestor, at least.
    expect(merged.compaction.sources.length).toBeGreaterThan(1);
    // And each copy is in one merged block, once.
    const sources = blocks()
      .filter(({ thanos, compaction }) => thanos.downsample.resolution === 0 && compaction.level > 1)
      .filter(({ ulid }) => !isDeleted(ulid))
      .flatMap(({ compaction }) => compaction.sources);
    expect(sources.toSorted()).toEqual(copies.toSorted());

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

interface Destination {
  readonly bucket: string;
  readonly store: ObjectStore;
  readonly labels: Readonly<Record<string, string>>;
}

/** Uploads blocks as an ingestor would have, with its labels. */
async function uploaded(thanos: string, folder: string, { bucket, store, labels }: Destination): Promise<void> {
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
