/** What the simulator writes is what Prometheus makes blocks of. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseCommandLine } from "../../simulator/command-line.ts";
import { runWrite } from "../../simulator/run.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

describeWithTools(["promtool"], "the simulator's OpenMetrics", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  afterAll(() => bed.disposeAsync());

  test("become blocks with every sample", () => {
    const file = join(folder, "node-death.om");
    const arguments_ = ["--scenario", "node-death", "--duration", "5m", "--start", "2026-01-01T00:00:00Z"];
    const command = parseCommandLine([...arguments_, "--write-openmetrics", file]);
    if (command.kind !== "write") throw new Error(`not a request to write: ${command.kind}`);
    const samples = runWrite(command);
    const blocks = join(folder, "blocks");
    mkdirSync(blocks);
    execFileSync(promtool, ["tsdb", "create-blocks-from", "openmetrics", file, blocks]);
    // Columns: BLOCK ULID, MIN TIME, MAX TIME, DURATION, NUM SAMPLES …
    const [, ...rows] = execFileSync(promtool, ["tsdb", "list", blocks], { encoding: "utf8" }).trim().split("\n");
    const counts = rows.map((row) => Number(row.trim().split(/\s+/)[4]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(samples);
  });
});
