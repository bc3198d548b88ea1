/**
 * The real servers go through the proxy that their rendered files and environment name, to what is on the internet and to nothing else. Tempo is in no
 * registry: its client of S3 is Minio's, whose transport goes by the environment (tempodb/backend/s3/s3.go, `minio.DefaultTransport`).
 */
import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { placeFacts } from "../../components/place.ts";
import { serversOf } from "../../components/servers.ts";
import type { Server } from "../../components/workload/server.ts";
import { estimateSeries } from "../../mixins/cardinality/estimate.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { settingsWith } from "../components/settings.ts";
import { startCollector } from "./support/collector.ts";
import { lokiPorts } from "./support/loki.ts";
import { overlaid } from "./support/overlaid.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { startRecordingProxy } from "./support/recording-proxy.ts";
import { describeWithTools } from "./with-tools.ts";

const run = promisify(execFile);
const RENDERED = "http://proxy.example.com:3128";
/** What of them knows the store's keys by, which the cluster gives. */
const KEYS = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };

const servers = Object.values(serversOf(...stack())).flat();

function stack(): Parameters<typeof serversOf> {
  const settings = settingsWith({
    proxy: { address: "proxy.example.com:3128" },
    objectStore: {
      kind: "s3",
      endpoint: "s3.example.com:443",
      buckets: { metrics: "blocks", logs: "lines" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    },
    thanos: {},
    logs: {},
    prometheus: { remoteWrite: [{ name: "cloud", url: "https://mimir.example.com/push" }] },
  });
  const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });
  const none = { mixins: [], shown: [], grafanaAlerts: [], scraped: [] };
  return [placeFacts("test", settings), settings, { ...none, estimate, placement: () => "ruler" }];
}

function named(name: string): Server {
  const found = servers.find((server) => server.name === name);
  if (found === undefined) throw new Error(`no server ${name}`);
  return found;
}

function file(server: Server, name: string): string {
  const text = server.config?.flatMap(({ files }) => files[name] ?? [])[0];
  if (text === undefined) throw new Error(`${server.name} has no file ${name}`);
  return text;
}

/** A server's environment as it is rendered, with the proxy that is here in the place of the one that is named. */
function environmentOf({ environment = {} }: Server, proxy: string): Readonly<Record<string, string>> {
  const texts = Object.entries(environment).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { ...Object.fromEntries(texts.map(([name, text]) => [name, text.replace(RENDERED, proxy)])), ...KEYS };
}

describeWithTools(["prometheus", "thanos", "loki", "otelcol"], "the proxy", (tools) => {
  test("is how Thanos reaches its bucket", async () => {
    await using bed = new AsyncDisposableStack();
    const proxy = await startRecordingProxy(bed);
    const store = named("thanos-store");
    const config = join(temporaryFolder(bed), "objstore.yaml");
    writeFileSync(config, file(store, "objstore.yaml"));
    const args = ["tools", "bucket", "ls", `--objstore.config-file=${config}`];
    const env = { ...process.env, ...environmentOf(store, proxy.url) };
    await run(tools.thanos, args, { env, timeout: 60_000 }).catch(() => {});
    expect([...proxy.asked]).toEqual(["s3.example.com:443"]);
    // Nobody is asked for what the settings say to be near.
    const near = { ...env, NO_PROXY: `${env.NO_PROXY},s3.example.com` };
    const other = await startRecordingProxy(bed);
    await run(tools.thanos, args, { env: { ...near, HTTPS_PROXY: other.url }, timeout: 20_000 }).catch(() => {});
    expect([...other.asked]).toEqual([]);
  });

  test("is how Loki reaches its bucket", async () => {
    await using bed = new AsyncDisposableStack();
    const proxy = await startRecordingProxy(bed);
    const loki = named("loki");
    const { http, grpc, gossip } = await lokiPorts();
    const folder = temporaryFolder(bed);
    const config = join(folder, "loki.yaml");
    const here = {
      http_listen_address: LOOPBACK,
      http_listen_port: http,
      grpc_listen_address: LOOPBACK,
      grpc_listen_port: grpc,
    };
    writeFileSync(
      config,
      overlaid(file(loki, "loki.yaml"), {
        server: here,
        memberlist: { bind_addr: [LOOPBACK], bind_port: gossip },
        common: { path_prefix: folder, instance_addr: LOOPBACK },
      }),
    );
    const env = { ...process.env, ...environmentOf(loki, proxy.url) };
    const child = spawn(tools.loki, [`-config.file=${config}`], { env, stdio: "ignore" });
    bed.defer(() => void child.kill("SIGKILL"));
    await eventually("a call to the bucket", 60, async () => [...proxy.asked][0]);
    expect([...new Set([...proxy.asked].map((asked) => asked.replace(/^lines\./, "")))]).toEqual([
      "s3.example.com:443",
    ]);
  });

  test("is how Prometheus writes samples, and not how it scrapes", async () => {
    await using bed = new AsyncDisposableStack();
    const proxy = await startRecordingProxy(bed);
    const rendered = file(named("prometheus"), "prometheus.yml").replaceAll(RENDERED, proxy.url);
    const config = overlaid(rendered, {
      scrape_configs: [
        {
          job_name: "outside",
          scrape_interval: "1s",
          scrape_timeout: "1s",
          static_configs: [{ targets: ["target.example.com:80"] }],
        },
      ],
      rule_files: [],
      alerting: {},
    });
    const args = ["--enable-feature=exemplar-storage"];
    const started = startPrometheus({ prometheus: tools.prometheus, config, args }, bed);
    await started;
    await eventually("a call to the store", 60, async () => [...proxy.asked][0]);
    expect([...proxy.asked]).toEqual(["mimir.example.com:443"]);
  });

  test("is how a collector sends, by its environment", async () => {
    await using bed = new AsyncDisposableStack();
    const proxy = await startRecordingProxy(bed);
    const receiver = `${LOOPBACK}:${await freePort()}`;
    const config = {
      extensions: { health_check: {} },
      receivers: { otlp: { protocols: { http: { endpoint: receiver } } } },
      exporters: { otlp_http: { endpoint: "https://edges.example.com" } },
      service: { extensions: ["health_check"], pipelines: { logs: { receivers: ["otlp"], exporters: ["otlp_http"] } } },
    };
    const env = environmentOf(named("loki"), proxy.url);
    await startCollector({ otelcol: tools.otelcol, config: JSON.stringify(config), overlay: {}, env }, bed);
    const body = JSON.stringify({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: "hello" } }] }] }],
    });
    const headers = { "Content-Type": "application/json" };
    await fetch(`http://${receiver}/v1/logs`, { method: "POST", headers, body });
    await eventually("a call to the central stack", 60, async () => [...proxy.asked][0]);
    expect([...proxy.asked]).toEqual(["edges.example.com:443"]);
  });
});
