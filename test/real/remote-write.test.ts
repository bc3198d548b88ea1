/** The way of a sample to Thanos: scraped by Prometheus, written by remote write to a Receive, answered by a Query. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { eventually } from "./support/eventually.ts";
import { serveOnLoopback } from "./support/loopback-server.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { startThanos, thanosAddresses } from "./support/thanos.ts";
import { describeWithTools } from "./with-tools.ts";

describeWithTools(["prometheus", "thanos"], "a sample", ({ prometheus, thanos }) => {
  test("of two Prometheus replicas is answered by Thanos once", async () => {
    await using bed = new AsyncDisposableStack();
    const tsdb = join(temporaryFolder(bed), "tsdb");
    const addresses = await thanosAddresses();
    const args = [
      `--tsdb.path=${tsdb}`,
      '--label=receive_replica="0"',
      `--receive.hashrings=${JSON.stringify([{ endpoints: [addresses.grpc] }])}`,
      `--receive.local-endpoint=${addresses.grpc}`,
    ];
    const receive = await startThanos({ thanos, role: "receive", args, addresses }, bed);
    const startQuery = async (...args: readonly string[]) => {
      const query = await startThanos({ thanos, role: "query", args: [`--endpoint=${receive.grpc}`, ...args] }, bed);
      return new PrometheusApi(`http://${query.http}`);
    };
    const [asStored, deduplicated] = [await startQuery(), await startQuery("--query.replica-label=replica")];

    const exporter = await serveOnLoopback((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end("answer 42\n");
    }, bed);
    for (const replica of ["a", "b"]) {
      const config = stringify({
        global: { scrape_interval: "1s", external_labels: { replica } },
        scrape_configs: [{ job_name: "exporter", static_configs: [{ targets: [new URL(exporter).host] }] }],
        remote_write: [{ url: `http://${receive.remoteWrite}/api/v1/receive` }],
      });
      await startPrometheus({ prometheus, config }, bed);
    }

    // A Query asks each endpoint every 5 s what it has.
    const answer = (query: PrometheusApi, samples: number) =>
      eventually(`an answer of ${samples}`, 60, async () => {
        const values = await query.values("answer");
        return values.length >= samples ? values : undefined;
      });
    expect(await answer(asStored, 2)).toEqual([42, 42]);
    expect(await answer(deduplicated, 1)).toEqual([42]);
  });
});
