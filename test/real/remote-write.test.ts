/** The way of a sample to Thanos: scraped by Prometheus, written by remote write to a Receive, answered by a Query. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { startThanos, thanosAddresses } from "./support/thanos.ts";
import { describeWithTools } from "./with-tools.ts";

/** What a query finds, once it finds as many samples as it should. A Query asks each endpoint every 5 s what it has. */
function found(query: PrometheusApi, promql: string, samples: number): Promise<readonly number[]> {
  return eventually(`${samples} of ${promql}`, 60, async () => {
    const values = await query.values(promql);
    return values.length >= samples ? values : undefined;
  });
}

describeWithTools(["prometheus", "thanos"], "a sample", ({ prometheus, thanos }) => {
  /** A Receive that is the whole of its hashring, to be started again as it was. */
  async function receiveIn(bed: AsyncDisposableStack) {
    const addresses = await thanosAddresses();
    const args = [
      `--tsdb.path=${join(temporaryFolder(bed), "tsdb")}`,
      '--label=receive_replica="0"',
      `--receive.hashrings=${JSON.stringify([{ endpoints: [addresses.grpc] }])}`,
      `--receive.local-endpoint=${addresses.grpc}`,
    ];
    return { addresses, start: () => startThanos({ thanos, role: "receive", args, addresses }, bed) };
  }

  async function startQuery(endpoint: string, args: readonly string[], bed: AsyncDisposableStack) {
    const query = await startThanos({ thanos, role: "query", args: [`--endpoint=${endpoint}`, ...args] }, bed);
    return new PrometheusApi(`http://${query.http}`);
  }

  /** Prometheus replicas that scrape one `answer 42` and write it on. */
  async function startReplicas(replicas: readonly string[], remoteWrite: string, bed: AsyncDisposableStack) {
    const exporter = await serveOnLoopback((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end("answer 42\n");
    }, bed);
    for (const replica of replicas) {
      const config = stringify({
        global: { scrape_interval: "1s", external_labels: { replica } },
        scrape_configs: [{ job_name: "exporter", static_configs: [{ targets: [new URL(exporter).host] }] }],
        remote_write: [{ url: `http://${remoteWrite}/api/v1/receive` }],
      });
      await startPrometheus({ prometheus, config }, bed);
    }
  }

  test("of two Prometheus replicas is answered by Thanos once", async () => {
    await using bed = new AsyncDisposableStack();
    const { addresses, start } = await receiveIn(bed);
    await start();
    const asStored = await startQuery(addresses.grpc, [], bed);
    const deduplicated = await startQuery(addresses.grpc, ["--query.replica-label=replica"], bed);
    await startReplicas(["a", "b"], addresses.remoteWrite, bed);
    expect(await found(asStored, "answer", 2)).toEqual([42, 42]);
    expect(await found(deduplicated, "answer", 1)).toEqual([42]);
  });

  test("that Receive has taken survives the loss of its process", async () => {
    await using bed = new AsyncDisposableStack();
    const { addresses, start } = await receiveIn(bed);
    const receive = await start();
    const query = await startQuery(addresses.grpc, [], bed);
    {
      await using writer = new AsyncDisposableStack();
      await startReplicas(["a"], addresses.remoteWrite, writer);
      await found(query, "answer", 1);
    }
    await receive.kill();
    await start();
    // Nobody writes any more: what is answered was written before.
    expect(await found(query, "last_over_time(answer[5m])", 1)).toEqual([42]);
  });
});
