/** The tiers as `prod` renders them, while parts of them are away: what of the traces that must be kept is lost, and what is not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { unanswered } from "./support/asked-selectors.ts";
import type { Collector } from "./support/collector.ts";
import { type MadeTrace, madeTraces, SPANS_OF_TRACE, sendTraces } from "./support/made-traces.ts";
import { renderStack } from "./support/rendered.ts";
import { startTraceTiers, type TraceTiers } from "./support/trace-tiers.ts";
import { describeWithTools } from "./with-tools.ts";

const PATIENCE = 60;

/** Two thousand traces, of which 160 must be kept. */
const madeFrom = (first: number) => madeTraces(2000, first);

/** Those that must be kept. */
const due = (traces: readonly MadeTrace[]) => traces.filter(({ kind }) => kind !== "ordinary");

describeWithTools(["otelcol"], "the tiers of traces, in part away", ({ otelcol }) => {
  const bed = new AsyncDisposableStack();
  let tiers: TraceTiers;
  let sink: Collector;

  beforeAll(async () => {
    tiers = await startTraceTiers({ otelcol, files: await renderStack("prod"), routers: 2, samplers: 3 }, bed);
    sink = await tiers.startSink();
  });
  afterAll(() => bed.disposeAsync());

  /** Those of which not every span has arrived. */
  const missing = (traces: readonly MadeTrace[]) => {
    const arrived = tiers.arrived();
    return due(traces).filter(({ id }) => arrived.get(id)?.size !== SPANS_OF_TRACE);
  };
  const allArrive = (traces: readonly MadeTrace[]) =>
    eventually("every trace that must be kept", PATIENCE, () => (missing(traces).length === 0 ? "arrived" : undefined));

  test("while Tempo is away they wait at the samplers, and a sampler that is stopped meanwhile keeps its own", async () => {
    await sink.stop();
    const traces = madeFrom(0);
    await sendTraces(traces, tiers.receivers);
    // Judged for want of time, and kept on the volume.
    await tiers.samplers[1]?.running().stop();
    await tiers.samplers[1]?.start();
    sink = await tiers.startSink();
    await allArrive(traces);
  });

  test("a router that is killed loses nothing", async () => {
    const traces = madeFrom(10_000);
    const sending = sendTraces(traces, tiers.receivers);
    await tiers.routers[0]?.kill();
    await sending;
    await allArrive(traces);
  });

  test("a sampler that is killed loses what it was waiting to judge, and nothing before or after", async () => {
    const before = madeFrom(20_000);
    await sendTraces(before, tiers.receivers);
    await allArrive(before);

    const waiting = madeFrom(30_000);
    await sendTraces(waiting, tiers.receivers);
    await tiers.samplers[0]?.running().kill();
    await tiers.samplers[0]?.start();
    const after = madeFrom(40_000);
    await sendTraces(after, tiers.receivers);
    await allArrive(after);

    const lost = missing(waiting);
    // It had every third.
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length / due(waiting).length).toBeLessThan(0.45);
    const arrived = tiers.arrived();
    expect(
      lost.filter(({ id }) => arrived.has(id)),
      "traces in part",
    ).toEqual([]);
  });

  test("after that they tell all that alerts and panels ask of them", async () => {
    const servers = [
      ...tiers.routers.slice(1).map(({ metricsUrl }) => ({ job: "otel-router", url: metricsUrl })),
      ...tiers.samplers.map(({ running }) => ({ job: "otel-sampler", url: running().metricsUrl })),
    ];
    // What is of the agent alone is left out. Spans that were given up there are none, and so no such series.
    expect(await unanswered(servers, /^otelcol_(?!.*_log_records|processor_filter_)/)).toEqual([
      "otelcol_exporter_send_failed_spans{}",
    ]);
  });
});
