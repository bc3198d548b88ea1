import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { SendingApplication } from "../../../components/collection/agent/sent-metrics.ts";
import { collectionServers } from "../../../components/collection/collection.ts";
import { placeFacts } from "../../../components/place.ts";
import type { Server } from "../../../components/workload/server.ts";
import type { Settings } from "../../../config/settings.ts";
import { settingsWith } from "../settings.ts";

function agentOf(
  changes: object = {},
  logs: object = { logs: { store: "volume" } },
  senders: readonly SendingApplication[] = [],
): Server | undefined {
  return agentWith(settingsWith({ ...logs, ...changes }), senders);
}

function agentWith(settings: Settings, senders: readonly SendingApplication[] = []): Server | undefined {
  const { agent, logs, traces } = settings;
  const servers = collectionServers({
    place: placeFacts("test", settings),
    settings: agent,
    logs,
    traces,
    senders,
    canary: "off",
    simulator: "off",
  });
  return servers.find(({ name }) => name === "otel-agent");
}

function fileOf(server: Server | undefined) {
  return parse(server?.config?.[0]?.files["agent.yaml"] ?? "");
}

describe("the agent", () => {
  it("is not there where nothing is collected", () => {
    expect(agentOf({}, {})).toBeUndefined();
  });

  it("scrubs before it sends, whatever comes in", () => {
    const { processors, exporters } = fileOf(agentOf()).service.pipelines.logs;
    expect(processors[0]).toBe("memory_limiter");
    expect(processors.slice(-2)).toEqual(["filter/unscrubbed_logs", "transform/scrubbed_logs"]);
    expect(processors).toContain("redaction/identifiers");
    expect(exporters).toEqual(["otlp_http/loki"]);
  });

  it("keeps as much on the node's disk as is asked, and takes OTLP of those who may send", () => {
    const server = agentOf({ agent: { queue: "5Gi", sendersFrom: ["applications"] } });
    expect(fileOf(server).exporters["otlp_http/loki"].sending_queue).toMatchObject({
      storage: "file_storage",
      sizer: "bytes",
      queue_size: 5 * 1024 ** 3,
    });
    expect(server?.open?.flatMap(({ to }) => to)).toEqual(
      expect.arrayContaining([{ kind: "namespace", name: "applications", namespace: "applications" }]),
    );
    expect(agentOf()?.open?.[0]?.to).toEqual([{ kind: "pods", name: "every pod" }]);
  });

  it("takes metrics only of applications that send them, and serves them to Prometheus by a port of its own", () => {
    const without = agentOf();
    expect(without?.ports).not.toHaveProperty("applications");
    expect(Object.keys(fileOf(without).service.pipelines)).toEqual(["logs"]);
    const sender = { name: "chat", service: "open-webui", drop: [], add: {}, lose: [] };
    const server = agentOf({}, { logs: { store: "volume" } }, [sender]);
    expect(server?.ports).toHaveProperty("applications");
    const { processors, exporters } = fileOf(server).service.pipelines["metrics/applications"];
    expect(processors.slice(0, 2)).toEqual(["memory_limiter", "filter/unasked_metrics"]);
    expect(processors.slice(-3)).toEqual([
      "filter/unscrubbed_metrics",
      "transform/scrubbed_metrics",
      "transform/sent_metrics",
    ]);
    expect(exporters).toEqual(["prometheus/applications"]);
  });

  it("asks the Kubernetes API for nothing", () => {
    expect(agentOf()).not.toHaveProperty("apiAccess");
  });

  it.each([
    ["compute-7d9c6bdf54-x2x4z", "compute"],
    ["otel-agent-x2x4z", "otel-agent"],
    ["loki-12", "loki"],
    ["backup-29384756-x2x4z", "backup"],
    ["alone", "alone"],
    ["web-frontend", "web-frontend"],
  ])("takes the pod %s for one of %s", (pod, workload) => {
    const statements: readonly string[] = fileOf(agentOf()).processors["transform/origin"].log_statements[0].statements;
    const [, pattern = ""] = /replace_pattern\(\S+ "(.*)", ""\)/.exec(statements.join("\n")) ?? [];
    // The collector reads two dollars as one.
    expect(RE2JS.compile(pattern.replaceAll("$$", "$")).matcher(pod).replaceFirst("")).toBe(workload);
  });
});
