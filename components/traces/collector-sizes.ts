/** How large the collectors of traces are: what follows from the number of spans (`npm run test:real` holds some of it against a real collector). */
import type { Settings } from "../../config/settings.ts";
import { type Bytes, roundedUp } from "../../config/types/bytes.ts";

type Traces = NonNullable<Settings["traces"]>;

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Bytes of memory that a span takes while its trace waits, measured with 530-byte spans of twelve attributes. */
const BYTES_OF_WAITING_SPAN = 2500;

/** Bytes of a span as it is sent, one with a stack trace among them. */
const BYTES_OF_SENT_SPAN = 1000;

/** What a collector needs that does nothing, with series and caches of a few hundred thousand traces. */
const BYTES_OF_COLLECTOR = 512 * MIB;

/**
 * Spans that one core of a tier bears in a second with room to spare: a third of what a router's was measured to pass on, two fifths of what
 * a sampler's was to count and judge (`npm run bench:pipelines -- traces`).
 */
const SPANS_OF_CORE = { router: 30_000, sampler: 10_000 } as const;

/** How long the sampling tier keeps what Tempo does not take, in seconds. */
const OUTAGE_SECONDS = 3600;

/** How long it is remembered how a trace was judged, in seconds: for spans that come late. */
const REMEMBERED_SECONDS = 300;

/** The decision cache of a stack with few traces. */
const FEWEST_REMEMBERED = 10_000;

/** Spans of the shortest traces that whole services make: a request and the call that it makes. */
const SPANS_OF_SHORT_TRACE = 2;

/** Share of spans that are kept for their trace's own sake, on top of those that are drawn: errors, slow ones. */
const KEPT_BESIDES = 0.1;

/** Collectors that share the sampling: samplers, or one agent. With several, one may be away and the others do its work. */
export function samplersAtWork({ processing, samplers }: Pick<Traces, "processing" | "samplers">): number {
  return processing === "agent" ? 1 : Math.max(1, samplers.replicas - 1);
}

/** Spans in a second that each of those gets. */
function spansOfEach(settings: Traces): number {
  return settings.spansPerSecond / samplersAtWork(settings);
}

/**
 * Traces that a sampler holds until they are judged. As many as there may be spans: where this is the limit, the oldest are
 * thrown away unjudged, and it is memory that shall be the limit, at which senders wait.
 */
export function mostWaitingTraces(settings: Traces): number {
  return Math.ceil(spansOfEach(settings) * settings.sampling.decisionWait.seconds);
}

/** Traces of which a sampler remembers how they were judged. */
export function rememberedTraces(settings: Traces): number {
  const traces = spansOfEach(settings) / SPANS_OF_SHORT_TRACE;
  return Math.max(FEWEST_REMEMBERED, Math.ceil(traces * REMEMBERED_SECONDS));
}

/** What is given on top of what is needed: memory must not fill up. */
const HEADROOM = 1.25;

/** Memory of a sampler: every trace waits as long as it may. */
export function samplerMemory(settings: Traces): Bytes {
  return roundedUp((BYTES_OF_COLLECTOR + waitingBytes(settings)) * HEADROOM, MIB);
}

/**
 * Memory of an agent: what its settings give it, and where it samples by itself, what the traces take that wait.
 *
 * @param given for all else that it does.
 */
export function agentMemory(given: Bytes, traces: Traces | undefined): Bytes {
  if (traces?.processing !== "agent") return given;
  return roundedUp(given.bytes + waitingBytes(traces) * HEADROOM, MIB);
}

function waitingBytes(settings: Traces): number {
  return mostWaitingTraces(settings) * BYTES_OF_WAITING_SPAN;
}

/** What a sampler keeps on disk while Tempo takes nothing, in bytes. */
export function samplerQueue(settings: Traces): Bytes {
  const kept = Math.min(1, settings.sampling.ratio + KEPT_BESIDES);
  return roundedUp(spansOfEach(settings) * kept * OUTAGE_SECONDS * BYTES_OF_SENT_SPAN, MIB);
}

/** The volume of a sampler: its queue, and as much again while that is written anew. */
export function samplerVolume(settings: Traces): Bytes {
  return roundedUp(2 * samplerQueue(settings).bytes, GIB);
}

/** Cores that a collector of a tier asks for, in thousandths as Kubernetes writes them. */
export function cpuFor(tier: keyof typeof SPANS_OF_CORE, spansPerSecond: number): string {
  return `${Math.max(100, Math.ceil((1000 * spansPerSecond) / SPANS_OF_CORE[tier] / 50) * 50)}m`;
}
