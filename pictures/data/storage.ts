/** A Prometheus that answers from blocks. */
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";

/** Absolute paths of the binaries. */
export interface Binaries {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * Blocks on disk, and the server that answers from them. A Prometheus looks for new blocks once a minute; one that is started
 * again has them at once.
 */
export class Storage {
  readonly #binaries: Binaries;
  readonly #bed: AsyncDisposableStack;
  readonly #folder: string;
  readonly #data: string;
  readonly #flags: readonly string[];
  #server: (RunningServer & { readonly url: string }) | undefined;

  /**
   * @param data the folder of the blocks, which stays; absent: one that goes with the bed.
   * @param flags further arguments of the server. Default: none.
   */
  constructor(binaries: Binaries, bed: AsyncDisposableStack, data?: string, flags: readonly string[] = []) {
    this.#binaries = binaries;
    this.#bed = bed;
    this.#flags = flags;
    this.#folder = temporaryFolder(bed);
    this.#data = data ?? join(this.#folder, "data");
    mkdirSync(this.#data, { recursive: true });
    writeFileSync(join(this.#folder, "prometheus.yml"), "{}\n");
  }

  /** Whether it has blocks of before. */
  get isFilled(): boolean {
    return readdirSync(this.#data).length > 0;
  }

  /** A file for samples, which goes with the bed. */
  get samplesFile(): string {
    return join(this.#folder, "samples");
  }

  /** Adds a file of samples in OpenMetrics. */
  async add(file: string): Promise<void> {
    await this.stop();
    const args = ["tsdb", "create-blocks-from", "--quiet", "--max-block-duration=1d", "openmetrics", file, this.#data];
    await promisify(execFile)(this.#binaries.promtool, args);
  }

  /** The URL of a server that has all blocks, without a trailing slash. */
  async url(): Promise<string> {
    if (this.#server !== undefined) return this.#server.url;
    const url = `http://${LOOPBACK}:${await freePort()}`;
    const args = [
      `--config.file=${join(this.#folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${this.#data}`,
      "--storage.tsdb.retention.time=100y",
      // Samples in a file have no mark where a series ends: without one, a dead node would look alive for five minutes.
      "--query.lookback-delta=1m",
      `--web.listen-address=${new URL(url).host}`,
      ...this.#flags,
    ];
    const ready = () => answers(`${url}/-/ready`);
    const server = await startServer(
      { name: "prometheus", command: this.#binaries.prometheus, args, ready },
      this.#bed,
    );
    this.#server = { ...server, url };
    return url;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }
}
