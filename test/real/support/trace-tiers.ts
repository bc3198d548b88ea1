import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { type Collector, startCollector } from "./collector.ts";
import { type Rendered, renderedFile } from "./rendered.ts";

/** What to start the tiers from. */
export interface TraceTiersArgs {
  readonly otelcol: string;
  readonly files: Rendered;
  readonly routers: number;
  readonly samplers: number;
}

/** A sampler, which may be ended and started anew with its volume. */
export interface Sampler {
  /** Where its metrics of spans are. */
  readonly spanMetricsUrl: string;
  readonly running: () => Collector;
  readonly start: () => Promise<void>;
}

/** The routers and samplers of a stack, and in Tempo's place a collector that writes to a file. */
export interface TraceTiers {
  /** `host:port` of each router's OTLP over HTTP. */
  readonly receivers: readonly string[];
  /** The same of its OTLP over gRPC. */
  readonly grpcReceivers: readonly string[];
  readonly routers: readonly Collector[];
  readonly samplers: readonly Sampler[];
  /** Spans that arrived, by trace: how many of each span id. */
  readonly arrived: () => ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Takes Tempo's place; it can be ended and started again. */
  readonly startSink: () => Promise<Collector>;
}

/** Starts samplers and routers as they are rendered. Addresses and paths differ from the cluster's, and routers find samplers by a list. */
export async function startTraceTiers(args: TraceTiersArgs, bed: AsyncDisposableStack): Promise<TraceTiers> {
  const { otelcol, files, routers, samplers } = args;
  const folder = temporaryFolder(bed);
  const kept = join(folder, "kept.json");
  const tempo = `${LOOPBACK}:${await freePort()}`;
  const startSink = () => startCollector({ otelcol, config: sinkConfig(kept), overlay: otlpAt(tempo) }, bed);
  const ends = await Promise.all(Array.from({ length: samplers }, (_, n) => samplerAt(n, args, tempo, folder, bed)));
  await Promise.all(ends.map(({ start }) => start()));
  const config = withSamplers(
    renderedFile(files, "otelcol/router.yaml"),
    ends.map(({ otlp }) => otlp),
  );
  const fronts = await Promise.all(
    Array.from({ length: routers }, async () => {
      const [grpc, http] = [`${LOOPBACK}:${await freePort()}`, `${LOOPBACK}:${await freePort()}`];
      return { grpc, http, router: await startCollector({ otelcol, config, overlay: otlpAt(grpc, http) }, bed) };
    }),
  );
  return {
    receivers: fronts.map(({ http }) => http),
    grpcReceivers: fronts.map(({ grpc }) => grpc),
    routers: fronts.map(({ router }) => router),
    samplers: ends,
    arrived: () => spansOf(kept),
    startSink,
  };
}

async function samplerAt(
  n: number,
  { otelcol, files }: TraceTiersArgs,
  tempo: string,
  folder: string,
  bed: AsyncDisposableStack,
): Promise<Sampler & { readonly otlp: string }> {
  const [otlp, http, spans] = await Promise.all([freePort(), freePort(), freePort()]);
  const volume = join(folder, `sampler-${n}`);
  mkdirSync(volume);
  const config = renderedFile(files, "otelcol/sampler.yaml");
  const overlay = {
    ...otlpAt(`${LOOPBACK}:${otlp}`, `${LOOPBACK}:${http}`),
    extensions: { file_storage: { directory: volume, compaction: { directory: volume } } },
    exporters: { prometheus: { endpoint: `${LOOPBACK}:${spans}` }, "otlp_grpc/tempo": { endpoint: tempo } },
  };
  let running: Collector | undefined;
  return {
    otlp: `${LOOPBACK}:${otlp}`,
    spanMetricsUrl: `http://${LOOPBACK}:${spans}/metrics`,
    running: () => {
      if (running === undefined) throw new Error("the sampler was not started");
      return running;
    },
    start: async () => {
      running = await startCollector({ otelcol, config, overlay }, bed);
    },
  };
}

function otlpAt(grpc: string, http?: string) {
  const protocols = { grpc: { endpoint: grpc }, ...(http === undefined ? {} : { http: { endpoint: http } }) };
  return { receivers: { otlp: { protocols } } };
}

/** A router's file with a list of samplers in place of Kubernetes'. */
function withSamplers(router: string, hostnames: readonly string[]): string {
  const config = parse(router);
  config.exporters.load_balancing.resolver = { static: { hostnames } };
  return stringify(config);
}

const sinkConfig = (path: string) =>
  stringify({
    extensions: { health_check: {} },
    receivers: { otlp: { protocols: { grpc: {} } } },
    exporters: { file: { path, append: true, flush_interval: "200ms" } },
    service: {
      extensions: ["health_check"],
      pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } },
    },
  });

function spansOf(file: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const traces = new Map<string, Map<string, number>>();
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  for (const line of lines) {
    for (const { traceId, spanId } of spansIn(JSON.parse(line))) {
      const spans = traces.get(traceId) ?? new Map<string, number>();
      traces.set(traceId, spans.set(spanId, (spans.get(spanId) ?? 0) + 1));
    }
  }
  return traces;
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly traceId: string; readonly spanId: string }[];
    }[];
  }[];
}

function spansIn({ resourceSpans }: Exported) {
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
