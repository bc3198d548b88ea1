/** The agent as it is rendered delivers what it has taken: through restarts, kills, and a Loki that takes nothing. */
import { renameSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { agentOnNode, type NodeAgent } from "./support/agent.ts";
import type { Collector } from "./support/collector.ts";
import { type LogSink, sendLogs, startLogSink } from "./support/otlp-logs.ts";
import type { Overlay } from "./support/overlaid.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** The exporter tries again at once, not after up to half a minute. */
const hasty = { encoding: "json", retry_on_failure: { initial_interval: "100ms", max_interval: "500ms" } };

/** Lines that are told apart. */
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `line ${from + n}.`);

/** How often each line came. */
function counts(sink: LogSink): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const { body } of sink.received) {
    const line = String(body?.stringValue);
    result.set(line, (result.get(line) ?? 0) + 1);
  }
  return result;
}

/** Waits until each of these lines has come. */
async function all(sink: LogSink, expected: readonly string[]): Promise<ReadonlyMap<string, number>> {
  return eventually("every line", 60, () => {
    const found = counts(sink);
    return expected.every((line) => found.has(line)) ? found : undefined;
  });
}

async function metric({ metricsUrl }: Collector, name: string): Promise<number> {
  const exposed = await (await fetch(metricsUrl)).text();
  const values = [...exposed.matchAll(new RegExp(`^${name}\\{.*\\} ([0-9.e+]+)$`, "gm"))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}

describeWithTools(["otelcol"], "the agent", ({ otelcol }) => {
  const onNode = async (
    bed: AsyncDisposableStack,
    exporter: Overlay = {},
  ): Promise<{ readonly sink: LogSink; readonly agent: NodeAgent }> => {
    const sink = await startLogSink(bed);
    const overlay = { exporters: { "otlp_http/loki": { ...hasty, ...exporter } } };
    return {
      sink,
      agent: await agentOnNode({ otelcol, files: await renderStack("local"), loki: sink.url, overlay }, bed),
    };
  };

  test("neither loses nor repeats a line when it restarts, though its file was rotated meanwhile", async () => {
    await using bed = new AsyncDisposableStack();
    const { sink, agent } = await onNode(bed);
    agent.log(lines(0, 50));
    const first = await agent.start();
    await all(sink, lines(0, 50));
    agent.log(lines(50, 500));
    await first.stop();
    agent.log(lines(500, 600));
    renameSync(agent.logFile(), `${agent.logFile()}.20261121-120000`);
    agent.log(lines(600, 700));
    await agent.start();
    const found = await all(sink, lines(0, 700));
    await sleep(2000);
    expect([...found.values()].filter((count) => count !== 1)).toEqual([]);
    expect(sink.received.length).toBe(700);
  });

  test("loses no line when it is killed, and repeats at most those it had just read", {
    timeout: 120_000,
  }, async () => {
    await using bed = new AsyncDisposableStack();
    const { sink, agent } = await onNode(bed);
    const settled = lines(0, 200);
    agent.log(settled);
    const first = await agent.start();
    await all(sink, settled);
    await sleep(2000);
    for (let from = 200; from < 1200; from += 100) {
      agent.log(lines(from, from + 100));
      await sleep(50);
    }
    await first.kill();
    agent.log(lines(1200, 1300));
    await agent.start();
    const found = await all(sink, lines(0, 1300));
    expect(settled.filter((line) => found.get(line) !== 1)).toEqual([]);
  });

  test("keeps on disk what Loki does not take, and sends it after a kill", { timeout: 120_000 }, async () => {
    await using bed = new AsyncDisposableStack();
    const { sink, agent } = await onNode(bed);
    sink.answer(503);
    const first = await agent.start();
    const sent = lines(0, 20).map((line) => ({ body: { stringValue: line } }));
    expect(await sendLogs(agent.otlp, sent)).toBe(200);
    agent.log(lines(20, 120));
    await eventually("the queue", 20, async () =>
      (await metric(first, "otelcol_exporter_queue_size")) > 0 ? true : undefined,
    );
    await sleep(1500);
    await first.kill();
    await agent.start();
    expect(sink.received).toEqual([]);
    sink.answer(200);
    await all(sink, lines(0, 120));
  });

  test("with a full queue keeps what is in it, tells senders to wait, and leaves lines in their files", {
    timeout: 120_000,
  }, async () => {
    await using bed = new AsyncDisposableStack();
    const { sink, agent } = await onNode(bed, { sending_queue: { queue_size: 2_000_000 } });
    sink.answer(503);
    const collector = await agent.start();
    const taken: string[] = [];
    let refused = 0;
    for (let n = 0; n < 200 && refused < 5; n += 1) {
      const line = `otlp ${n}.`;
      const padding = { key: "padding", value: { stringValue: "long ".repeat(20_000) } };
      const status = await sendLogs(agent.otlp, [{ body: { stringValue: line }, attributes: [padding] }]);
      if (status === 200) taken.push(line);
      else refused += 1;
    }
    expect(taken.length).toBeGreaterThan(5);
    expect(refused).toBe(5);
    expect(await metric(collector, "otelcol_exporter_enqueue_failed_log_records(?:_total)?")).toBeGreaterThanOrEqual(5);
    agent.log(lines(0, 100).map((line) => `${line}${"y".repeat(5000)}`));
    await sleep(1000);
    sink.answer(200);
    const found = await all(sink, [...taken, ...lines(0, 100).map((line) => `${line}${"y".repeat(5000)}`)]);
    expect(taken.filter((line) => found.get(line) !== 1)).toEqual([]);
  });
});
