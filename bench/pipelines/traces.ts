/** The pipeline of traces: what spans cost the agent, the router and the sampler, with the files that `prod` renders. */
import { agentOnNode } from "../../test/real/support/agent.ts";
import type { Collector } from "../../test/real/support/collector.ts";
import { madeTraces, SPANS_OF_TRACE, sendTraces } from "../../test/real/support/made-traces.ts";
import type { Overlay } from "../../test/real/support/overlaid.ts";
import { replicasOf } from "../../test/real/support/pod-on-disk.ts";
import { renderStack } from "../../test/real/support/rendered.ts";
import { startTraceTiers } from "../../test/real/support/trace-tiers.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import type { PipelineCase } from "./case.ts";
import { cores, count, requests } from "./given.ts";
import { ownMetrics } from "./own-metrics.ts";

/** The specification's size. */
const SPANS_PER_SECOND = 10_000;

const TRACES = 10_000;
const SPANS = TRACES * SPANS_OF_TRACE;

/** The agent's pipeline with nothing in it that scrubs. */
const UNSCRUBBED: Overlay = { service: { pipelines: { traces: { processors: ["memory_limiter", "filter/noise"] } } } };

export const tracesCases: readonly PipelineCase[] = [
  {
    name: "traces",
    title: "Spans by OTLP through the agent, one router and one sampler to what stands in for Tempo",
    tools: ["otelcol"],
    run: async (tool, bed) => {
      const files = await renderStack("prod");
      const tiers = await startTraceTiers({ otelcol: tool("otelcol"), files, routers: 1, samplers: 1 }, bed);
      await tiers.startSink();
      const [router] = tiers.routers;
      const sampler = tiers.samplers[0]?.running();
      const [endpoint] = tiers.grpcReceivers;
      if (router === undefined || sampler === undefined || endpoint === undefined) throw new Error("a tier is missing");

      /** CPU seconds that an agent of its own takes for the traces that begin with this one. */
      const sent = async (first: number, overlay: Overlay) => {
        const otherPorts = await portsOfOtherSenders();
        const exporters = { "otlp_grpc/routers": { endpoint } };
        const loki = `http://${LOOPBACK}:${await freePort()}`;
        const spec = {
          otelcol: tool("otelcol"),
          files,
          loki,
          overlay: { ...overlay, receivers: otherPorts, exporters },
        };
        const agent = await agentOnNode(spec, bed);
        const collector = await agent.start();
        const before = await cpu(collector);
        await sendTraces(madeTraces(TRACES, first), [new URL(agent.otlp).host]);
        await reached(collector, "otelcol_exporter_sent_spans", SPANS);
        const seconds = (await cpu(collector)) - before;
        await collector.stop();
        return seconds;
      };
      const before = [await cpu(router), await cpu(sampler)] as const;
      const scrubbed = await sent(0, {});
      await reached(sampler, "otelcol_processor_tail_sampling_global_count_traces_sampled", TRACES);
      const [routed, sampled] = [(await cpu(router)) - before[0], (await cpu(sampler)) - before[1]];
      const plain = await sent(TRACES, UNSCRUBBED);

      const measure = (part: string, seconds: number, each: number, who: string) => ({
        value: SPANS / seconds,
        unit: "spans/s" as const,
        needed: `${cores((each * seconds) / SPANS)} for ${count(each)} spans/s, ${who}`,
        given: requests(files, part, "cpu"),
      });
      const ofAgent = (seconds: number) => measure("otel-agent", seconds, SPANS_PER_SECOND, "all nodes together");
      const alone = (part: string) => Math.max(1, replicasOf(files, part) - 1);
      const ofTier = (part: string, seconds: number) =>
        measure(part, seconds, SPANS_PER_SECOND / alone(part), `each of ${alone(part)}: one may be away`);
      return [
        { what: "an agent's core scrubs and sends", how: "spans as JSON over HTTP", ...ofAgent(scrubbed) },
        {
          what: "an agent's core sends without scrubbing",
          how: `${(scrubbed / plain).toFixed(1)} times as many; nothing here sends so`,
          ...ofAgent(plain),
        },
        { what: "a router's core passes on", ...ofTier("otel-router", routed) },
        { what: "a sampler's core counts, judges and passes on", ...ofTier("otel-sampler", sampled) },
      ];
    },
  },
];

async function cpu({ metricsUrl }: Collector): Promise<number> {
  return (await ownMetrics(new URL(metricsUrl).host))("otelcol_process_cpu_seconds");
}

async function reached({ metricsUrl }: Collector, metric: string, least: number): Promise<void> {
  await eventually(`${least} of ${metric}`, 300, async () =>
    (await ownMetrics(new URL(metricsUrl).host))(metric) >= least ? "reached" : undefined,
  );
}

/** Where the agent takes spans in the forms that nobody sends here. */
async function portsOfOtherSenders(): Promise<Overlay> {
  const address = async () => ({ endpoint: `${LOOPBACK}:${await freePort()}` });
  return { jaeger: { protocols: { grpc: await address(), thrift_http: await address() } }, zipkin: await address() };
}
