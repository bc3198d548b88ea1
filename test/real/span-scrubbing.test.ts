/** Spans are scrubbed as logs are: the same user has the same hash in both. */
import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { scrubSpans } from "../../components/collection/agent/scrub/spans.ts";
import { otlpInto } from "../../components/collector/collector.ts";
import { collectorConfig } from "../../components/collector/collector-config.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { PEPPER } from "./support/agent.ts";
import { startCollector } from "./support/collector.ts";
import { describeWithTools } from "./with-tools.ts";

const SINK = "otlp_http/sink";

describeWithTools(["otelcol"], "the scrubbing of spans", ({ otelcol }) => {
  test("names, statuses, attributes and events lose what is personal, and keep the rest", async () => {
    await using bed = new AsyncDisposableStack();
    const exports: string[] = [];
    const endpoint = await serveOnLoopback(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      exports.push(gunzipSync(Buffer.concat(parts)).toString());
      response.end("{}");
    }, bed);
    const toSink = {
      exporters: { [SINK]: { endpoint, encoding: "json" } },
      pipelines: { traces: { exporters: [SINK] } },
    };
    const limiter = { memory_limiter: { check_interval: "1s", limit_mib: 512 } };
    const config = collectorConfig([
      { extensions: { health_check: {} }, processors: limiter },
      otlpInto("traces"),
      ...scrubSpans,
      toSink,
    ]);
    const otlp = `${LOOPBACK}:${await freePort()}`;
    const grpc = `${LOOPBACK}:${await freePort()}`;
    const overlay = { receivers: { otlp: { protocols: { grpc: { endpoint: grpc }, http: { endpoint: otlp } } } } };
    await startCollector({ otelcol, config, overlay, env: { PEPPER } }, bed);

    const of = (key: string, stringValue: string) => ({ key, value: { stringValue } });
    const nested = { kvlistValue: { values: [of("user_id", "u-77"), of("city", "Ulm")] } };
    const span = {
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
      spanId: "00f067aa0ba902b7",
      name: "POST http://10.1.2.3:4000/of/anna@example.com",
      kind: 3,
      startTimeUnixNano: "1732220000000000000",
      endTimeUnixNano: "1732220001000000000",
      status: { code: 2, message: "refused anna@example.com at 2001:db8::77" },
      attributes: [
        of("client.user.id", "u-77"),
        of("client.user.email", "anna@example.com"),
        of("gen_ai.input.messages", "what I said"),
        of("llm.prompts.0.content", "what I said"),
        of("net.peer.ip", "10.1.2.3"),
        of("gen_ai.request.model", "llama3.2:3b"),
        of("metadata", '{"user_id": "u-77", "content": "what I \\"said\\""}'),
        of("tensor.text", "values=[0.25, 0.5] shape=[2]"),
        { key: "nested", value: nested },
        { key: "litellm.user.id", value: { intValue: "77" } },
      ],
      events: [{ name: "exception", attributes: [of("exception.message", "anna@example.com of 10.1.2.3")] }],
    };
    const body = JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [span] }] }] });
    const headers = { "content-type": "application/json" };
    expect((await fetch(`http://${otlp}/v1/traces`, { method: "POST", headers, body })).status).toBe(200);
    const got = await eventually("the span", 20, () => exports[0]);

    for (const secret of ["anna", "u-77", "what I", "10.1.2", "db8", "0.25"]) expect(got).not.toContain(secret);
    const hash = (value: string) => createHmac("sha256", PEPPER).update(value).digest("hex");
    expect(got).toContain(JSON.stringify(of("client.user.id", hash("u-77"))));
    expect(got).toContain(JSON.stringify(of("nested.user_id", hash("u-77"))));
    expect(got).toContain(JSON.stringify(of("litellm.user.id", hash("77"))));
    expect(got).toContain(JSON.stringify(of("exception.message", `${hash("mailto:anna@example.com")} of 10.1.0.0`)));
    expect(got).toContain('{"key":"gen_ai.input.messages.length","value":{"intValue":"11"}}');
    for (const kept of ["llama3.2:3b", "Ulm", "shape=[2]", "POST http://10.1.0.0:4000"]) expect(got).toContain(kept);
    expect(got).not.toContain("unscrubbed");
  });
});
