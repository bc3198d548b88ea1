/** A Loki over the object store of the tests, written to and asked; and a collector that passes it OTLP. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { startCollector } from "./support/collector.ts";
import { startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { type ObjectStore, startObjectStore } from "./support/object-store.ts";
import { describeWithTools } from "./with-tools.ts";

const BUCKET = "logs";

/** The least that Loki runs with, in the schema that structured metadata needs. */
const lokiConfig = (folder: string): string =>
  stringify({
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    common: {
      path_prefix: folder,
      replication_factor: 1,
      ring: { kvstore: { store: "inmemory" } },
      storage: { object_store: { s3: { bucket_name: BUCKET, bucket_lookup_type: "path" } } },
    },
    ingester: { lifecycler: { min_ready_duration: "0s" } },
    storage_config: { use_thanos_objstore: true },
    schema_config: {
      configs: [
        {
          from: "2026-01-01",
          store: "tsdb",
          object_store: "s3",
          schema: "v13",
          index: { prefix: "index_", period: "24h" },
        },
      ],
    },
  });

/** The one line that a query finds, once it does. */
function found(loki: LokiApi, query: string) {
  return eventually(`a line of ${query}`, 60, async () => (await loki.lines(query))[0]);
}

async function startStoredLoki(
  tools: { readonly loki: string; readonly versitygw: string },
  bed: AsyncDisposableStack,
) {
  const store: ObjectStore = await startObjectStore({ versitygw: tools.versitygw, buckets: [BUCKET] }, bed);
  const config = lokiConfig(temporaryFolder(bed));
  return { store, loki: await startLoki({ loki: tools.loki, config, objectStore: store }, bed) };
}

describeWithTools(["loki", "versitygw"], "Loki", (tools) => {
  test("answers with a line and its structured metadata, and writes it to the bucket", async () => {
    await using bed = new AsyncDisposableStack();
    const { store, loki } = await startStoredLoki(tools, bed);
    await loki.push({ job: "test" }, "hello", { trace_id: "0123" });
    const { line, labels } = await found(loki, '{job="test"} | trace_id="0123"');
    expect(line).toBe("hello");
    expect(labels).toMatchObject({ job: "test", trace_id: "0123" });
    await loki.flush();
    // Chunks lie below the tenant's name: `fake` is that of a Loki without tenants.
    const chunks = await eventually("a chunk in the bucket", 60, () => readdirSync(join(store.folder, BUCKET, "fake")));
    expect(chunks).not.toEqual([]);
  });
});

describeWithTools(["loki", "versitygw", "otelcol"], "the collector", ({ otelcol, ...tools }) => {
  test("passes a log record from OTLP to Loki", async () => {
    await using bed = new AsyncDisposableStack();
    const { loki } = await startStoredLoki(tools, bed);
    const otlp = `${LOOPBACK}:${await freePort()}`;
    const config = stringify({
      extensions: { health_check: {} },
      receivers: { otlp: { protocols: { http: {} } } },
      exporters: { otlp_http: {} },
      service: { extensions: ["health_check"], pipelines: { logs: { receivers: ["otlp"], exporters: ["otlp_http"] } } },
    });
    const overlay = {
      receivers: { otlp: { protocols: { http: { endpoint: otlp } } } },
      exporters: { otlp_http: { endpoint: `${loki.url}/otlp` } },
    };
    await startCollector({ otelcol, config, overlay }, bed);

    const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
    const record = {
      timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
      body: { stringValue: "hello" },
      attributes: [attribute("request_id", "r1")],
    };
    const resource = { attributes: [attribute("service.name", "test")] };
    const response = await fetch(`http://${otlp}/v1/logs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] }),
    });
    expect(response.status).toBe(200);
    expect((await found(loki, '{service_name="test"} | request_id="r1"')).line).toBe("hello");
  });
});
