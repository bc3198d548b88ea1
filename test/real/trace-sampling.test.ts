/** The tiers as `prod` renders them: which traces come through, whole, how many spans are counted, and where exemplars lead. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { type MadeTrace, madeTraces, SPANS_OF_TRACE, sendTraces, TRACE_KINDS } from "./support/made-traces.ts";
import { renderStack } from "./support/rendered.ts";
import { startTraceTiers, type TraceTiers } from "./support/trace-tiers.ts";
import { describeWithTools } from "./with-tools.ts";

const TRACES = 10_000;
const PATIENCE = 120;

describeWithTools(["otelcol"], "the tiers of traces", ({ otelcol }) => {
  const bed = new AsyncDisposableStack();
  const traces = madeTraces(TRACES);
  const exemplars = new Set<string>();
  let tiers: TraceTiers;

  beforeAll(async () => {
    tiers = await startTraceTiers({ otelcol, files: await renderStack("prod"), routers: 2, samplers: 3 }, bed);
    await tiers.startSink();
    // A round's exemplars are shown until the next one.
    const watch = setInterval(() => void exemplarsOf(tiers).then((ids) => ids.map((id) => exemplars.add(id))), 2000);
    bed.defer(() => clearInterval(watch));
    await sendTraces(traces, tiers.receivers);
    // Ten seconds after the roots' ends, and what is under way then.
    await eventually("the last trace", PATIENCE, async () => {
      const before = tiers.arrived().size;
      await new Promise((resolve) => setTimeout(resolve, 5000));
      return before > 0 && tiers.arrived().size === before ? "arrived" : undefined;
    });
  });
  afterAll(() => bed.disposeAsync());

  const ofKind = (kind: MadeTrace["kind"]) => traces.filter((trace) => trace.kind === kind);

  test.each(TRACE_KINDS.filter((kind) => kind !== "ordinary"))("every trace of the kind %s arrives", (kind) => {
    const arrived = tiers.arrived();
    expect(ofKind(kind).filter(({ id }) => !arrived.has(id))).toEqual([]);
    expect(ofKind(kind).length).toBeGreaterThan(0);
  });

  test("of the rest a tenth does, to within a hundredth", () => {
    const arrived = tiers.arrived();
    const rest = ofKind("ordinary");
    const share = rest.filter(({ id }) => arrived.has(id)).length / rest.length;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
  });

  test("what arrives is whole, and each span of it once", () => {
    const broken = [...tiers.arrived()].filter(
      ([, spans]) => spans.size !== SPANS_OF_TRACE || [...spans.values()].some((times) => times !== 1),
    );
    expect(broken).toEqual([]);
  });

  test("every exemplar leads to a trace that was kept, those of ordinary requests as well", async () => {
    const ordinary = new Set(ofKind("ordinary").map(({ id }) => id));
    await eventually("exemplars of ordinary requests", PATIENCE, async () =>
      [...exemplars].filter((id) => ordinary.has(id)).length >= 3 ? "seen" : undefined,
    );
    const arrived = tiers.arrived();
    expect([...exemplars].filter((id) => !arrived.has(id))).toEqual([]);
  });

  test("all that was sent is counted, once, under the specified names", async () => {
    const calls = await eventually("the counts", PATIENCE, async () => {
      const sum = await summed(tiers, /^traces_spanmetrics_calls_total\{.*service="butterfly".*\}/);
      return sum >= TRACES * SPANS_OF_TRACE ? sum : undefined;
    });
    expect(calls).toBe(TRACES * SPANS_OF_TRACE);
    const slow = /^traces_spanmetrics_latency_bucket\{.*span_name="layer.execute".*le="5(\.0)?"\}/;
    expect(await summed(tiers, slow)).toBe(TRACES * (SPANS_OF_TRACE - 1) - ofKind("slow").length);
    expect(await summed(tiers, /^traces_spanmetrics_calls_total\{.*status_code="STATUS_CODE_ERROR"/)).toBe(
      ofKind("error").length,
    );
  });
});

/** The ids of the traces that the samplers' metrics of spans lead to now. */
async function exemplarsOf({ samplers }: TraceTiers): Promise<readonly string[]> {
  const headers = { accept: "application/openmetrics-text; version=1.0.0" };
  const texts = await Promise.all(samplers.map(async (each) => (await fetch(each.spanMetricsUrl, { headers })).text()));
  return texts.flatMap((text) => [...text.matchAll(/ # \{[^}]*trace_id="([0-9a-f]+)"/g)].map(([, id = ""]) => id));
}

/** The sum of a metric's series over all samplers. */
async function summed({ samplers }: TraceTiers, series: RegExp): Promise<number> {
  const texts = await Promise.all(samplers.map(async ({ spanMetricsUrl }) => (await fetch(spanMetricsUrl)).text()));
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => series.test(line));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
