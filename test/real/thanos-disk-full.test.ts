/** An ingestor of Thanos whose volume is full: it takes nothing that it cannot keep, and has all of it once there is room. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { renderStack } from "./support/rendered.ts";
import { fill, smallVolume } from "./support/small-volume.ts";
import { startThanos, thanosAddresses } from "./support/thanos.ts";
import { describeWithTools } from "./with-tools.ts";

const INGESTOR = "thanos-receive-eu-central-1a";

/** Each scrape must need room of its own in the write-ahead log. */
const SERIES = 2000;

const FULL_SECONDS = 30;
const PATIENCE = 120;

describeWithTools(["prometheus", "thanos"], "an ingestor of Thanos, as rendered", ({ prometheus, thanos }) => {
  test("takes no sample while its volume is full, and lacks none once there is room", async ({ skip }) => {
    await using bed = new AsyncDisposableStack();
    const volume = await smallVolume(400, bed);
    if (volume === undefined) return skip("mounting a volume needs root");

    const files = await renderStack("prod");
    const addresses = await thanosAddresses();
    const { args } = await putPodOnDisk(files, INGESTOR, { root: join(temporaryFolder(bed), "pod") });
    const own = args
      .slice(1)
      // No bucket here; and it alone is its hashring.
      .filter((each) => !/^--(?:objstore\.|tsdb\.path=)/.test(each))
      .map((each) => each.replace("$(POD_NAME)", INGESTOR));
    const ring = [`--receive.hashrings=${JSON.stringify([{ endpoints: [addresses.grpc] }])}`];
    const local = `--receive.local-endpoint=${addresses.grpc}`;
    const receive = {
      thanos,
      role: "receive",
      args: [...own, ...ring, local, `--tsdb.path=${volume}/tsdb`],
      addresses,
    } as const;
    await startThanos(receive, bed);
    const query = await startThanos({ thanos, role: "query", args: [`--endpoint=${addresses.grpc}`] }, bed);
    const kept = new PrometheusApi(`http://${query.http}`);

    const exporter = await serveOnLoopback((_, response) => {
      const now = Date.now();
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(Array.from({ length: SERIES }, (_each, n) => `load{n="${n}"} ${now * Math.sqrt(n + 1)}\n`).join(""));
    }, bed);
    const config = stringify({
      global: { scrape_interval: "1s" },
      scrape_configs: [{ job_name: "load", static_configs: [{ targets: [new URL(exporter).host] }] }],
      remote_write: [{ url: `http://${addresses.remoteWrite}/api/v1/receive` }],
    });
    const writer = await startPrometheus({ prometheus, config }, bed);
    const taken = async () => (await kept.values(`count(load)`))[0];
    await eventually("the first samples", PATIENCE, async () => ((await taken()) === SERIES ? "there" : undefined));
    const from = Math.ceil(Date.now() / 1000);

    const filler = join(volume, "filler");
    fill(filler);
    const failed = () => sumOf(`http://${addresses.http}`, /^http_requests_total\{.*code="5\d\d".*handler="receive"/);
    await eventually("a write that is refused", PATIENCE, async () => ((await failed()) > 0 ? "refused" : undefined));
    await sleep(FULL_SECONDS * 1000);
    rmSync(filler);

    const to = Math.floor(Date.now() / 1000);
    const counted = `sum(count_over_time(load[${to - from}s] @ ${to}))`;
    const [scraped = 0] = await writer.values(counted);
    expect(scraped).toBeGreaterThan(SERIES * FULL_SECONDS * 0.8);
    const found = await eventually("all samples", PATIENCE, async () => {
      const [samples = 0] = await kept.values(counted);
      return samples >= scraped ? samples : undefined;
    });
    expect(found).toBe(scraped);
  });
});

/** The sum of a server's own samples that match. */
async function sumOf(url: string, pattern: RegExp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => pattern.test(line));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
