/** The object store of the tests, used as Thanos uses its own: blocks are uploaded, listed, and read in ranges. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { type ObjectStore, startObjectStore } from "./support/object-store.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { startThanos } from "./support/thanos.ts";
import { describeWithTools } from "./with-tools.ts";

const BUCKET = "metrics";

/** The bucket, as Thanos is told of it (https://thanos.io/tip/thanos/storage.md/#s3). */
function bucketConfig({ endpoint, region, accessKey, secretKey }: ObjectStore): string {
  const config = { bucket: BUCKET, endpoint, region, access_key: accessKey, secret_key: secretKey, insecure: true };
  return stringify({ type: "S3", config });
}

describeWithTools(["promtool", "thanos", "versitygw"], "the object store", ({ promtool, thanos, versitygw }) => {
  async function run(command: string, ...args: readonly string[]): Promise<string> {
    return (await promisify(execFile)(command, [...args])).stdout;
  }

  test("keeps a block of metrics, which Thanos lists and answers from", async () => {
    await using bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const store = await startObjectStore({ versitygw, buckets: [BUCKET] }, bed);
    const objstore = `--objstore.config=${bucketConfig(store)}`;

    const samples = join(folder, "samples.txt");
    const now = Math.floor(Date.now() / 1000);
    await writeFile(samples, `# TYPE answer gauge\nanswer 42 ${now}\n# EOF\n`);
    const blocks = join(folder, "blocks");
    await run(promtool, "tsdb", "create-blocks-from", "openmetrics", samples, blocks);
    expect(await run(thanos, "tools", "bucket", "ls", objstore)).toBe("");
    await run(thanos, "tools", "bucket", "upload-blocks", objstore, `--path=${blocks}`, '--label=cluster="test"');
    expect(await run(thanos, "tools", "bucket", "ls", objstore)).toMatch(/^[0-9A-Z]{26}\n$/);

    const gateway = await startThanos(
      { thanos, role: "store", args: [objstore, `--data-dir=${join(folder, "store")}`] },
      bed,
    );
    const query = await startThanos({ thanos, role: "query", args: [`--endpoint=${gateway.grpc}`] }, bed);
    const values = await eventually("the block's sample", 60, async () => {
      const found = await new PrometheusApi(`http://${query.http}`).values('answer{cluster="test"}');
      return found.length > 0 ? found : undefined;
    });
    expect(values).toEqual([42]);
  });

  test("refuses who has not its key", async () => {
    await using bed = new AsyncDisposableStack();
    const store = await startObjectStore({ versitygw, buckets: [BUCKET] }, bed);
    const stranger = bucketConfig({ ...store, secretKey: "another" });
    await expect(run(thanos, "tools", "bucket", "ls", `--objstore.config=${stranger}`)).rejects.toThrow(/signature/);
  });
});
