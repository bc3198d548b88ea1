import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { agent } from "../../../components/collection/agent/agent.ts";
import { mostWaitingTraces, samplerMemory, samplerQueue } from "../../../components/traces/collector-sizes.ts";
import { router } from "../../../components/traces/router.ts";
import { sampler } from "../../../components/traces/sampler.ts";
import type { Server } from "../../../components/workload/server.ts";
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
    expect(processors.at(-1)).toBe("filter/unscrubbed_spans");
    expect(exporters.length).toBeGreaterThan(0);
  });

  test("samples by itself where it is to, and else knows nothing of sampling", () => {
    expect(Object.keys(agentFile({ processing: "agent" }).processors)).toContain("tail_sampling");
    const passing = agentFile({ processing: "tiers" });
    expect(Object.keys(passing.processors)).not.toContain("tail_sampling");
    expect(passing.connectors).toBeUndefined();
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
      exporters: ["span_metrics", "service_graph", "forward/sampling"],
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
