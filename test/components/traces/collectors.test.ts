import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { agent } from "../../../components/collection/agent/agent.ts";
import { mostWaitingTraces, samplerMemory, samplerQueue } from "../../../components/traces/collector-sizes.ts";
import { drawn } from "../../../components/traces/kept-spans.ts";
import { router } from "../../../components/traces/router.ts";
import { sampler } from "../../../components/traces/sampler.ts";
import type { Server } from "../../../components/workload/server.ts";
import { parseBytes } from "../../../config/types/bytes.ts";
import { place } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

function tracesOf(changes: object = {}) {
  const settings = settingsWith({ traces: { store: "volume", ...changes } });
  if (settings.traces === undefined) throw new Error("the settings have no traces");
  return { settings, traces: settings.traces };
}

/** A collector's file. */
function fileOf({ config = [] }: Server) {
  return parse(Object.values(config.find(({ folder }) => folder === "otelcol")?.files ?? {})[0] ?? "");
}

function agentFile(changes: object) {
  const { settings, traces } = tracesOf(changes);
  const [found] = agent({ place, settings: settings.agent, logs: undefined, traces });
  if (found === undefined) throw new Error("there is no agent");
  return fileOf(found);
}

describe("the agent", () => {
  test.each(["agent", "tiers"])("throws noise away, then scrubs, before it counts or sends spans: %s", (processing) => {
    const { processors, exporters } = agentFile({ processing }).service.pipelines.traces;
    const at = (name: string) => processors.indexOf(name);
    expect(processors[0]).toBe("memory_limiter");
    expect(at("filter/noise")).toBe(1);
    expect(at("redaction/identifiers")).toBeGreaterThan(1);
    expect(processors.slice(-2)).toEqual(["filter/unscrubbed_spans", "transform/scrubbed_spans"]);
    expect(exporters.length).toBeGreaterThan(0);
  });

  test("samples by itself where it is to, and else knows nothing of sampling", () => {
    expect(Object.keys(agentFile({ processing: "agent" }).processors)).toContain("tail_sampling");
    const passing = agentFile({ processing: "tiers" });
    expect(Object.keys(passing.processors)).not.toContain("tail_sampling");
    expect(passing.connectors).toBeUndefined();
  });
});

describe("the agent that samples", () => {
  const memoryOf = (changes: object) => {
    const { settings, traces } = tracesOf(changes);
    const [found] = agent({ place, settings: settings.agent, logs: undefined, traces });
    return parseBytes(found?.resources.memory ?? "")?.bytes ?? 0;
  };

  test("has memory for every trace that may wait, on top of what it has for all else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), (spansPerSecond) => {
        const passing = memoryOf({ spansPerSecond, processing: "tiers" });
        const more = memoryOf({ spansPerSecond, processing: "agent" }) - passing;
        const waiting = mostWaitingTraces(tracesOf({ spansPerSecond, processing: "agent" }).traces) * 2500;
        expect(more).toBeGreaterThanOrEqual(waiting * 1.25);
        expect(more).toBeLessThanOrEqual(waiting * 1.25 + 2 ** 20);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the share of traces that is kept", () => {
  test.each([
    // 2^56 times the share that is thrown away.
    [0.5, "80000000000000"],
    [1, "00000000000000"],
    [0.0625, "f0000000000000"],
  ])("%d of them are at or over the threshold of OpenTelemetry's probability sampling", (ratio, digits) => {
    expect(drawn(ratio)).toBe(`Substring(span.trace_id.string, 18, 14) >= "${digits}"`);
  });

  test("grows with the setting, and is the same for what is kept and for what makes an exemplar", () => {
    const share = fc.integer({ min: 1, max: 1000 }).map((thousandths) => thousandths / 1000);
    const digitsOf = (ratio: number) => drawn(ratio)?.slice(-15, -1) ?? "";
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(a < b).toBe(digitsOf(a) > digitsOf(b));
      }),
    );
    const { processors } = fileOf(sampler({ place, settings: tracesOf({ sampling: { ratio: 0.25 } }).traces }));
    const policy = processors.tail_sampling.policies.find(({ name }: { name: string }) => name === "share");
    const [statement] = processors["transform/exemplars"].trace_statements[0].statements;
    expect(policy.ottl_condition.span).toEqual([drawn(0.25)]);
    expect(statement).toContain(drawn(0.25));
  });

  test("may be none: what is kept then is kept for its own sake", () => {
    const { processors } = fileOf(sampler({ place, settings: tracesOf({ sampling: { ratio: 0 } }).traces }));
    const policies = processors.tail_sampling.policies.map(({ name }: { name: string }) => name);
    expect(policies).toEqual(["errors", "slow", "byzantine", "asked-for"]);
    expect(processors["transform/exemplars"].trace_statements[0].statements[0]).not.toContain("Substring");
  });
});

describe("the samplers", () => {
  test("wait between two of a rollout until every trace is judged that was under way", () => {
    const { traces } = tracesOf({ sampling: { decisionWait: "3m" } });
    expect(sampler({ place, settings: traces }).replication).toMatchObject({ kind: "StatefulSet", settleSeconds: 180 });
  });

  test("count every span before any is thrown away, and put no batch before the choice", () => {
    const { pipelines } = fileOf(sampler({ place, settings: tracesOf().traces })).service;
    expect(pipelines.traces).toEqual({
      receivers: ["otlp"],
      processors: ["memory_limiter"],
      exporters: ["forward/counting", "service_graph", "forward/sampling"],
    });
    // What takes the ids of traces away sees a copy, and nothing goes on from there.
    expect(pipelines["traces/counted"]).toEqual({
      receivers: ["forward/counting"],
      processors: ["transform/exemplars"],
      exporters: ["span_metrics"],
    });
    expect(pipelines["traces/kept"].processors).toEqual(["tail_sampling"]);
  });

  test("have room for every trace that may wait, with one of them lost, and more of it for more spans", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 2, max: 20 }), (spansPerSecond, replicas) => {
        const { traces } = tracesOf({ spansPerSecond, samplers: { replicas } });
        const waiting = mostWaitingTraces(traces);
        expect(waiting * (replicas - 1)).toBeGreaterThanOrEqual(spansPerSecond * 120);
        // A span that waits takes 2.5 KB.
        expect(samplerMemory(traces).bytes * 0.8).toBeGreaterThan(waiting * 2500);
        const double = tracesOf({ spansPerSecond: 2 * spansPerSecond, samplers: { replicas } }).traces;
        expect(samplerQueue(double).bytes).toBeGreaterThanOrEqual(samplerQueue(traces).bytes);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the routers", () => {
  const rendered = router({ place, settings: tracesOf().traces });

  test("keep nothing: what they have taken, a sampler has taken", () => {
    const { otlp } = fileOf(rendered).exporters.load_balancing.protocol;
    expect(otlp.sending_queue).toEqual({ enabled: false });
    expect(fileOf(rendered).exporters.load_balancing.sending_queue).toBeUndefined();
  });

  test("may ask the Kubernetes API for endpoints of their own namespace, and nothing else", () => {
    expect(rendered.apiAccess).toMatchObject({
      within: "namespace",
      rules: [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"] }],
    });
  });
});
