import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";

/** What blocks are made of: one series, all of whose samples have one value. */
export interface MadeBlocks {
  /** Absolute path of the binary. */
  readonly promtool: string;
  readonly metric: string;
  readonly value: number;
  /** The times of its samples, Unix seconds: after `start`, every `step` seconds, for `seconds`. */
  readonly start: number;
  readonly seconds: number;
  readonly step: number;
  /** The longest block, as a Prometheus duration. */
  readonly longest: string;
}

/** A new folder with blocks of Prometheus' storage; it goes with the bed. Made twice, they have two names. */
export async function madeBlocks(blocks: MadeBlocks, bed: AsyncDisposableStack): Promise<string> {
  const { promtool, metric, value, start, seconds, step, longest } = blocks;
  const folder = temporaryFolder(bed);
  const lines = Array.from({ length: seconds / step }, (_, n) => `${metric} ${value} ${start + (n + 1) * step}\n`);
  const file = join(folder, "samples.txt");
  await writeFile(file, `# TYPE ${metric} gauge\n${lines.join("")}# EOF\n`);
  const args = ["tsdb", "create-blocks-from", `--max-block-duration=${longest}`, "openmetrics", file];
  await promisify(execFile)(promtool, [...args, join(folder, "blocks")]);
  return join(folder, "blocks");
}
