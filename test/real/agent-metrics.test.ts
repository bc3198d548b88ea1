/** The agent as `prod` renders it tells all that alerts and panels ask of it, once each thing has happened to it that they ask about. */
import grpc from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { agentOnNode } from "./support/agent.ts";
import { unanswered } from "./support/asked-selectors.ts";
import { madeTraces, sendTraces } from "./support/made-traces.ts";
import { SPEAKS_JSON, sendLogs, startLogSink } from "./support/otlp-logs.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** What stands in for the routers: a server that has no such service, which a sender takes for a refusal for good. */
async function startRefusingRouter(bed: AsyncDisposableStack): Promise<string> {
  const server = new grpc.Server();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${LOOPBACK}:0`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  bed.defer(() => server.forceShutdown());
  return `${LOOPBACK}:${port}`;
}

describeWithTools(["otelcol"], "the agent's own metrics", ({ otelcol }) => {
  test("are all that alerts and panels ask for", { timeout: 180_000 }, async () => {
    await using bed = new AsyncDisposableStack();
    const sink = await startLogSink(bed);
    const listen = async () => ({ endpoint: `${LOOPBACK}:${await freePort()}` });
    const overlay = {
      receivers: {
        jaeger: { protocols: { grpc: await listen(), thrift_http: await listen() } },
        zipkin: await listen(),
      },
      exporters: { ...SPEAKS_JSON.exporters, "otlp_grpc/routers": { endpoint: await startRefusingRouter(bed) } },
    };
    const agent = await agentOnNode({ otelcol, files: await renderStack("prod"), loki: sink.url, overlay }, bed);
    agent.log(["a line."]);
    const { metricsUrl } = await agent.start();
    // It samples only where a stack has no tiers, and takes metrics only where an application sends some (scrub-failures.test.ts).
    const notInProd = "tail_sampling_|filter_datapoints_";
    const missing = () =>
      unanswered([{ job: "otel-agent", url: metricsUrl }], new RegExp(`^otelcol_(?!processor_(?:${notInProd}))`));

    await eventually("the line", 60, () => sink.received[0]);
    // In health nothing was given up. That series are born with the first fault is what alerts on them must know.
    expect(await missing()).toEqual(expect.arrayContaining(["otelcol_exporter_send_failed_log_records{}"]));

    sink.answer(400);
    await sendLogs(agent.otlp, [{ body: { stringValue: "refused." } }]);
    await sendTraces(madeTraces(1, 0), [agent.otlp.replace("http://", "")]);
    await eventually("each metric that is asked for", 60, async () => {
      expect(await missing()).toEqual([]);
      return "there";
    });
  });
});
