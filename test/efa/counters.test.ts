import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNTERS, efaMetrics } from "../../efa/counters.ts";
import { efaCatalogue } from "../../mixins/efa/metrics.ts";

const sysfs = mkdtempSync(join(tmpdir(), "aiobs-efa-"));
afterAll(() => rmSync(sysfs, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(sysfs, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

/** An adapter as the kernel shows it. */
function adapter(name: string, vendor: string, counters: Readonly<Record<string, string>>): void {
  write(`class/infiniband/${name}/device/vendor`, vendor);
  for (const [counter, value] of Object.entries(counters)) {
    write(`class/infiniband/${name}/ports/1/hw_counters/${counter}`, value);
  }
}

beforeAll(() => {
  adapter("rdmap79s0", "0x1d0f", { tx_bytes: "18446744073709551615", rx_drops: "3", lifespan: "12" });
  adapter("rdmap80s0", "0x1d0f", { tx_bytes: "7", rx_drops: "N/A (no PMA)" });
  adapter("mlx5_0", "0x15b3", { tx_bytes: "9" });
});

/** The samples of an exposition. */
const samples = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

describe("what EFA's adapters count", () => {
  it("is told by adapter, without what is no number, what nobody asked for and what is not Amazon's", () => {
    expect(samples(efaMetrics(sysfs))).toEqual([
      "efa_adapters 2",
      // Beyond what a number of JavaScript's holds.
      'efa_tx_bytes_total{device="rdmap79s0",port="1"} 18446744073709551615',
      'efa_tx_bytes_total{device="rdmap80s0",port="1"} 7',
      'efa_rx_drops_total{device="rdmap79s0",port="1"} 3',
    ]);
  });

  it("is none where there is no such folder", () => {
    expect(samples(efaMetrics(join(sysfs, "nowhere")))).toEqual(["efa_adapters 0"]);
  });

  it("is in the catalogue under the names that are exposed", () => {
    const names = efaCatalogue.metrics.map(({ name }) => name);
    expect(names).toEqual(["efa_adapters", ...Object.keys(COUNTERS).map((counter) => `efa_${counter}_total`)]);
    const helps = Object.fromEntries(efaCatalogue.metrics.map(({ name, help }) => [name, help]));
    for (const [counter, help] of Object.entries(COUNTERS)) expect(helps[`efa_${counter}_total`]).toBe(help);
  });

  it("is served as OpenMetrics by the program, which goes when it is told to", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const address = free.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    free.close();
    const program = spawn(process.execPath, [join(import.meta.dirname, "../../efa/main.ts"), sysfs, String(port)]);
    const answer = async (path: string): Promise<Response> => {
      for (let tries = 0; ; tries++) {
        try {
          return await fetch(`http://127.0.0.1:${port}${path}`);
        } catch (error) {
          if (tries > 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    };
    const metrics = await answer("/metrics");
    expect(metrics.headers.get("content-type")).toMatch(/^application\/openmetrics-text/);
    expect(await metrics.text()).toMatch(/# TYPE efa_tx_bytes counter\nefa_tx_bytes_total\{.*# EOF\n$/s);
    expect((await answer("/")).status).toBe(200);
    program.kill("SIGTERM");
    expect((await once(program, "exit"))[0]).toBe(0);
  });
});
