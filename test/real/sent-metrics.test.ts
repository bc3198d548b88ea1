/** Metrics that applications send by OTLP: the agent and Prometheus as a stack renders them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { IDENTIFIERS, SECRETS, TEXTS } from "../../components/collection/agent/scrub/field-names.ts";
import { readContract } from "../../contracts/contract.ts";
import { openWebuiCatalogue } from "../../mixins/open-webui/catalogue.ts";
import { openWebui } from "../../mixins/open-webui/mixin.ts";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { PERSONAL_TEXTS } from "../components/collection/scrub/personal-texts.ts";
import { agentOnNode } from "./support/agent.ts";
import { type SentPoints, sendMetrics } from "./support/otlp-metrics.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { describeWithTools } from "./with-tools.ts";

/** What a stack renders whose applications are these. */
async function rendered(folder: string, applications: object) {
  const file = join(folder, "Pulumi.local.yaml");
  const settings = parse(readFileSync(join(ROOT, "Pulumi.local.yaml"), "utf8"));
  writeFileSync(file, stringify({ config: { ...settings.config, "aiobs:applications": applications } }));
  return (await previewStack("local", file)).files;
}

/** Prometheus' file with the agents' job alone, asked each second, and one target in place of those that Kubernetes would find. */
function askingOnly(text: string, port: number): string {
  const { global, scrape_configs: jobs } = parse(text);
  const job = jobs.find(({ job_name: name }: { job_name: string }) => name === "otel-agent-applications");
  const { kubernetes_sd_configs: _, ...rest } = job;
  const labels = {
    __meta_kubernetes_pod_container_port_name: "applications",
    __meta_kubernetes_pod_node_name: "node-1",
  };
  const found = { ...rest, scrape_interval: "1s", static_configs: [{ targets: [`${LOOPBACK}:${port}`], labels }] };
  return stringify({ global, scrape_configs: [found] });
}

const counter = (name: string, points: SentPoints["points"], unit = "1"): SentPoints => ({
  ...{ name, kind: "counter", unit, points },
});

describeWithTools(["otelcol", "prometheus"], "metrics that applications send", ({ otelcol, prometheus }) => {
  /** The agent of a stack whose applications are these. */
  async function collecting(applications: object, bed: AsyncDisposableStack) {
    const files = await rendered(temporaryFolder(bed), applications);
    const port = await freePort();
    const free = async () => ({ endpoint: `${LOOPBACK}:${await freePort()}` });
    const overlay = {
      receivers: { jaeger: { protocols: { grpc: await free(), thrift_http: await free() } }, zipkin: await free() },
      exporters: { prometheus: await free(), "prometheus/applications": { endpoint: `${LOOPBACK}:${port}` } },
    };
    const agent = await agentOnNode({ otelcol, files, loki: `http://${LOOPBACK}:1`, overlay }, bed);
    const { metricsUrl } = await agent.start();
    return { agent, metricsUrl, files, port };
  }

  /** The same, and a Prometheus that scrapes it. */
  async function running(applications: object, bed: AsyncDisposableStack) {
    const { files, port, ...rest } = await collecting(applications, bed);
    const config = askingOnly(files.get("prometheus/prometheus.yml") ?? "", port);
    return { ...rest, server: await startPrometheus({ prometheus, config }, bed) };
  }

  test("are scraped of the agent under their application's labels, without what tells of a person", async () => {
    await using bed = new AsyncDisposableStack();
    const { agent, server, metricsUrl } = await running(
      {
        chat: { sends: "otlp", serviceName: "open-webui", labels: { add: { tier: "gold" }, drop: ["worker_id"] } },
        jobs: { sends: "otlp", metrics: { keep: ["jobs[.].+"], drop: ["jobs[.]debug"] } },
      },
      bed,
    );
    const pod = { "k8s.namespace.name": "llm", "k8s.pod.name": "open-webui-0", "telemetry.sdk.language": "python" };
    const webui = { "service.name": "open-webui", "service.instance.id": "one", "host.name": "secret-host", ...pod };
    const sent = [
      await sendMetrics(agent.otlp, webui, [
        counter("chats", [
          { attributes: { "user.id": "u-1", "http.route": "/chat", "url.full": "https://a/1" }, value: 3 },
          { attributes: { "user.id": "u-2", "http.route": "/chat", "client.address": "203.0.113.9" }, value: 4 },
          { attributes: { "http.route": "/chat", "worker.id": 1, prompt: "hello" }, value: 5 },
        ]),
        counter("mails", [{ attributes: { to: "anna@example.com", peer: "10.1.2.3" }, value: 1 }]),
        counter("forged", [{ attributes: { job: "prometheus", cluster: "other", application: "vllm" }, value: 1 }]),
        {
          name: "http.server.request.duration",
          kind: "histogram",
          unit: "s",
          bounds: [0.1, 1],
          points: [
            { attributes: { "user.id": "u-1" }, value: 0.05, count: 2 },
            { attributes: { "user.id": "u-2" }, value: 5, count: 3 },
          ],
        },
      ]),
      await sendMetrics(agent.otlp, { "service.name": "jobs", "k8s.pod.name": "jobs-0" }, [
        counter("jobs.done", [{ value: 7 }]),
        counter("jobs.debug", [{ value: 1 }]),
        counter("other", [{ value: 1 }]),
      ]),
      await sendMetrics(agent.otlp, { "service.name": "stranger" }, [counter("strange", [{ value: 1 }])]),
    ];
    expect(sent).toEqual([200, 200, 200]);

    const found = await eventually("what was sent", 30, async () => {
      const series = await server.series('{__name__=~".+"}');
      return series.some(({ __name__: name }) => name === "jobs_done_total") ? series : undefined;
    });
    const origin = { application: "chat", job: "chat", instance: "one", namespace: "llm", pod: "open-webui-0" };
    const ofChat = { ...origin, tier: "gold", cluster: expect.any(String) };
    const scope = { otel_scope_name: "opentelemetry.instrumentation.test" };
    const named = (name: string) =>
      found.filter(({ __name__ }) => __name__ === name).map(({ __name__, ...rest }) => rest);
    expect(named("chats_total")).toEqual([{ ...ofChat, ...scope, http_route: "/chat" }]);
    expect(await server.values("chats_total")).toEqual([12]);
    expect(named("http_server_request_duration_seconds_count")).toEqual([{ ...ofChat, ...scope }]);
    expect(await server.values('http_server_request_duration_seconds_bucket{le="0.1"}')).toEqual([2]);
    expect(await server.values("http_server_request_duration_seconds_count")).toEqual([5]);
    expect(named("target_info")).toEqual(
      expect.arrayContaining([
        ofChat,
        expect.objectContaining({ application: "jobs", pod: "jobs-0", instance: "jobs-0" }),
      ]),
    );
    const [forged] = named("forged_total");
    expect(forged).toEqual({
      ...ofChat,
      ...scope,
      ...{ exported_job: "prometheus", exported_cluster: "other", exported_application: "vllm" },
    });
    expect(forged?.cluster).not.toBe("other");
    expect(JSON.stringify(found)).not.toMatch(/anna|example\.com|10\.1\.2\.3|u-1|u-2|203\.0|https:|hello|secret-host/);
    expect(named("mails_total")).toEqual([{ ...ofChat, ...scope, to: "[e-mail]", peer: "10.1.0.0" }]);
    expect(["strange_total", "other_total", "jobs_debug_total"].flatMap(named)).toEqual([]);
    // What was thrown away is counted, under the name that the runbook asks for.
    const own = await (await fetch(metricsUrl)).text();
    expect(own).toMatch(/^otelcol_processor_filter_datapoints_filtered\{.*filter="filter\/unasked_metrics".*\} 3$/m);
    expect(await server.values('up{job="otel-agent-applications", instance="node-1"}')).toEqual([1]);
  }, 180_000);

  test("have nothing of a person wherever it stands, in none of the formats that are served", async () => {
    await using bed = new AsyncDisposableStack();
    const { agent, port } = await collecting({ chat: { sends: "otlp" } }, bed);
    const uuid = "12345678-1234-4234-8234-123456789012";
    const named = [...IDENTIFIERS, ...TEXTS, ...SECRETS].flatMap((name) => [
      name,
      `client.${name.replaceAll("_", ".")}`,
    ]);
    const addresses = ["url.full", "url.path", "http.target", "http.user_agent", "client.address", "net.peer.ip"];
    const person = Object.fromEntries([...named, ...addresses].map((name) => [name, "tells-of-a-person"]));
    const cases = [...PERSONAL_TEXTS, ["none", "none"] as const];
    for (const [index, [text]] of cases.entries()) {
      const point = { attributes: { ...person, text, of: `${index}` }, value: 1, exemplar: { ...person, text } };
      const answer = await sendMetrics(
        agent.otlp,
        { ...person, "service.name": "chat", "service.instance.id": text === "none" ? uuid : text, text },
        [
          counter(`case${index} ${text}`, [point]),
          counter(`case${index}.unit`, [point], text),
          { ...counter(`case${index}.time`, [point], "s"), kind: "histogram", bounds: [1, 2], description: text },
        ],
        { name: text, version: text, attributes: { ...person, text } },
      );
      expect(answer).toBe(200);
    }
    const served = async (accept: string) => {
      const answer = await fetch(`http://${LOOPBACK}:${port}/metrics`, { headers: { accept } });
      return await answer.text();
    };
    const plain = await served("text/plain");
    const texts = [plain, await served("application/openmetrics-text;version=1.0.0,text/plain;q=0.5")];
    for (const each of texts) expect(each).not.toContain("tells-of-a-person");

    const wordsOf = (text: string) => text.split(/[^A-Za-z0-9]+/);
    for (const [index, [text, scrubbed]] of cases.entries()) {
      const becomes = scrubbed.replace(/mailto:\S+/, "[e-mail]");
      const lines = plain.split("\n").filter((line) => new RegExp(`^(?:# \\w+ )?case${index}_`).test(line));
      expect(lines).toContain(`# HELP case${index}_time_seconds ${becomes.replaceAll("\\", "\\\\")}`);
      const series = lines.filter((line) => !line.startsWith("#"));
      expect(series.length, text).toBeGreaterThan(6);
      for (const line of series) {
        const labels = [...line.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [
          name,
          JSON.parse(`"${value}"`),
        ]);
        const { le: _, ...rest } = Object.fromEntries(labels);
        const scope = { otel_scope_name: becomes, otel_scope_version: "", otel_scope_schema_url: "" };
        const origin = { application: "chat", job: "chat", instance: text === "none" ? uuid : becomes };
        expect(rest).toEqual({ ...origin, ...scope, text: becomes, of: `${index}` });
      }
      const left = wordsOf(becomes);
      const gone = wordsOf(text).filter((word) => word.length > 2 && !left.includes(word));
      const all = lines.flatMap(wordsOf);
      expect(gone.filter((word) => all.includes(word))).toEqual([]);
    }
  }, 60_000);

  test("of Open WebUI become the series that its catalogue has, and its alerts find what is wrong", async () => {
    await using bed = new AsyncDisposableStack();
    const { agent, server } = await running({ assistant: { preset: "open-webui", sends: "otlp" } }, bed);
    const { sentMetrics } = readContract(join(ROOT, "contracts/recorded/open-webui-0.12.4.json"));
    const resource = { "service.name": "assistant", "service.instance.id": "one" };
    const route = { "http.route": "/api/v1/chats/", "http.request.method": "GET" };
    const status = (code: number) => ({ "http.response.status_code": code });
    /** What has been counted after some seconds: a third of the requests fails, and takes 6 s; nobody answers at `ollama`. */
    const counted = (seconds: number): readonly SentPoints[] =>
      sentMetrics.map(({ attributes, ...metric }) => {
        const all = Object.fromEntries(
          Object.entries(attributes).map(([key, type]) => [key, type === "int" ? 7 : "x"]),
        );
        if (metric.name === "http.server.request.duration") {
          const points = [
            { attributes: { ...all, ...route, ...status(200) }, value: 0.01, count: 2 * seconds },
            { attributes: { ...all, ...route, ...status(500) }, value: 6, count: seconds },
          ];
          return { ...metric, points };
        }
        if (metric.name === "http.client.request.duration") {
          const attributes = { "server.address": "ollama", "server.port": 11434, "error.type": "ClientConnectorError" };
          return { ...metric, points: [{ attributes, value: 0.01, count: seconds }] };
        }
        return { ...metric, points: [{ attributes: all, value: 1 + seconds }] };
      });
    for (let second = 0; second < 12; second++) {
      expect(await sendMetrics(agent.otlp, resource, counted(10 * second))).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    const names = (await server.series('{application="assistant", __name__!="target_info"}')).map(
      ({ __name__: name = "" }) => name.replace(/_seconds_(?:bucket|sum|count)$/, "_seconds"),
    );
    expect([...new Set(names)].sort()).toEqual(openWebuiCatalogue.metrics.map(({ name }) => name).sort());
    for (const { name, labels } of openWebuiCatalogue.metrics) {
      const suffix = name.endsWith("_seconds") ? "_count" : "";
      const found = await server.labelNames(`${name}${suffix}`);
      // Of a call that fails there is no status and no method.
      const meant = Object.keys(labels).filter(
        (label) => !name.startsWith("http_client_") || label.startsWith("server_"),
      );
      expect(found, name).toEqual(expect.arrayContaining(meant));
    }
    const { alertsOn } = openWebui;
    const scraped = { cluster: "x", jobs: [], presets: { "open-webui": [{ name: "assistant" }] } };
    const rules = (alertsOn?.(scraped) ?? []).flatMap((group) => group.rules);
    const firing = await Promise.all(
      rules.map(async ({ alert, expr }) => ((await server.values(expr)).length > 0 ? [alert] : [])),
    );
    // It answers, so it has not stalled.
    expect(firing.flat()).toEqual(["OpenWebuiRequestsFailing", "OpenWebuiModelServerFailing", "OpenWebuiSlow"]);
    expect(await server.values('absent(target_info{application="assistant"})')).toEqual([]);
  }, 180_000);
});
