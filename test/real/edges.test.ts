/**
 * What an edge sends, as it is rendered, through TLS with a client's certificate and the gate, as it is rendered, to the servers of its
 * central stack.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { createServer, type Server as TlsServer } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { renderGateConfig, tokenVariable } from "../../components/edges/gate-config.ts";
import { centreHeaders } from "../../components/edges/to-centre.ts";
import { previewStack } from "../../preview/preview.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { type Alertmanager, startAlertmanager } from "./support/alertmanager.ts";
import { type Certificates, makeCertificates } from "./support/certificates.ts";
import { startCollector } from "./support/collector.ts";
import { type LogSink, sendLogs, startLogSink } from "./support/otlp-logs.ts";
import { startPrometheus } from "./support/prometheus.ts";
import { PrometheusApi } from "./support/prometheus-api.ts";
import { renderedFile } from "./support/rendered.ts";
import { startThanos, thanosAddresses } from "./support/thanos.ts";
import { describeWithTools } from "./with-tools.ts";

const TOKENS = { "gpu-eu": "token-of-eu", "gpu-us": "token-of-us" } as const;

/** The settings of an edge whose central stack is on this machine. */
const settingsOf = (port: number, ca: string) => ({
  "aiobs:environment": "dev",
  "aiobs:cluster": { name: "gpu-eu" },
  "aiobs:foundation": { context: "gpu-eu" },
  "aiobs:centre": {
    stack: "acme/aiobs/central",
    host: "localhost",
    port,
    alertmanagers: 2,
    grafanaUrl: "https://grafana.example.com",
    ca,
    clientCertificate: "edge-certificate",
  },
  "aiobs:logs": { store: "centre" },
  "aiobs:runbooks": { baseUrl: "https://runbooks.example.com" },
  "aiobs:prometheus": { replicas: 2 },
});

describeWithTools(
  ["vmauth", "prometheus", "thanos", "alertmanager", "otelcol"],
  "an edge and its central stack",
  ({ vmauth, prometheus, thanos, alertmanager, otelcol }) => {
    const bed = new AsyncDisposableStack();
    const folder = temporaryFolder(bed);
    const seen: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = [];
    let pem: Certificates;
    let gate: string;
    let query: PrometheusApi;
    let alertmanagers: readonly Alertmanager[];
    let logs: LogSink;
    let files: ReadonlyMap<string, string>;
    let receive: { readonly start: () => Promise<RunningServer>; readonly remoteWrite: string };

    /** What the ingress of the central stack does: it ends TLS, wants a certificate of the client's, and passes requests on. */
    async function serveTls(to: string): Promise<number> {
      const tls = { key: pem.read("server.key"), cert: pem.read("server.crt"), ca: pem.read("ca.crt") };
      const server: TlsServer = createServer(
        { ...tls, requestCert: true, rejectUnauthorized: true },
        (from, answer) => {
          const { method, headers, url } = from;
          const onward = httpRequest(`${to}${url ?? ""}`, { method, headers }, (response) => {
            answer.writeHead(response.statusCode ?? 502, response.headers);
            response.pipe(answer);
          });
          onward.on("error", () => answer.writeHead(502).end());
          from.pipe(onward);
        },
      );
      await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
      bed.defer(() => {
        server.closeAllConnections();
        server.close();
      });
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("the server has no port");
      return address.port;
    }

    beforeAll(async () => {
      pem = await makeCertificates(folder);
      const addresses = await thanosAddresses();
      const receiveArgs = [
        `--tsdb.path=${join(folder, "tsdb")}`,
        '--label=receive_replica="0"',
        `--receive.hashrings=${JSON.stringify([{ endpoints: [addresses.grpc] }])}`,
        `--receive.local-endpoint=${addresses.grpc}`,
      ];
      receive = {
        start: () => startThanos({ thanos, role: "receive", args: receiveArgs, addresses }, bed),
        remoteWrite: addresses.remoteWrite,
      };
      await receive.start();
      const { http } = await startThanos({ thanos, role: "query", args: [`--endpoint=${addresses.grpc}`] }, bed);
      query = new PrometheusApi(`http://${http}`);
      const config = stringify({ route: { receiver: "nobody" }, receivers: [{ name: "nobody" }] });
      alertmanagers = await Promise.all([0, 1].map(() => startAlertmanager({ alertmanager, config }, bed)));
      logs = await startLogSink(bed);
      const traces = await serveOnLoopback((incoming, response) => {
        seen.push({ path: incoming.url ?? "", headers: incoming.headers });
        incoming.resume().on("end", () => response.end("{}"));
      }, bed);

      const rendered = renderGateConfig(Object.keys(TOKENS), {
        samples: receive.remoteWrite,
        logs: new URL(logs.url).host,
        traces: new URL(traces).host,
        alertmanagers: alertmanagers.map(({ url }) => new URL(url).host),
      });
      writeFileSync(join(folder, "auth.yaml"), rendered);
      const [edges, internal] = [`${LOOPBACK}:${await freePort()}`, `${LOOPBACK}:${await freePort()}`];
      await startServer(
        {
          name: "vmauth",
          command: vmauth,
          args: [
            `-auth.config=${join(folder, "auth.yaml")}`,
            `-httpListenAddr=${edges}`,
            `-httpInternalListenAddr=${internal}`,
          ],
          env: Object.fromEntries(Object.entries(TOKENS).map(([edge, token]) => [tokenVariable(edge), token])),
          ready: () => answers(`http://${internal}/health`),
        },
        bed,
      );
      gate = `http://${edges}`;

      const port = await serveTls(gate);
      const stack = join(folder, "Pulumi.edge.yaml");
      writeFileSync(stack, stringify({ config: settingsOf(port, pem.read("ca.crt")) }));
      ({ files } = await previewStack("edge", stack));
    });
    afterAll(() => bed.disposeAsync());

    const ask = (path: string, token?: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${gate}${path}`, {
        method: "POST",
        headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: "{}",
      });

    test("whoever has no edge's token is refused, whatever they ask for", async () => {
      for (const path of ["/api/v1/receive", "/otlp/v1/logs", "/v1/traces", "/alertmanager/0/api/v2/alerts", "/"]) {
        expect((await ask(path)).status, path).toBe(401);
        expect((await ask(path, "token-of-nobody")).status, path).toBe(401);
      }
    });

    test("an edge may send, and neither ask nor change anything", async () => {
      for (const path of [
        "/api/v1/query?query=up",
        "/api/v1/receivex",
        "/loki/api/v1/query",
        "/otlp/v1/logs/../../loki/api/v1/query",
        "/alertmanager/0/api/v2/silences",
        "/alertmanager/0/api/v2/alerts/../silences",
        "/alertmanager/2/api/v2/alerts",
        "/metrics",
        "/-/reload",
      ]) {
        expect((await ask(path, TOKENS["gpu-eu"])).status, path).toBe(400);
      }
    });

    test("no server behind the gate is shown a token, or whose an edge would like its data to be", async () => {
      const wished = { "THANOS-TENANT": "other", "X-Scope-OrgID": "other", "content-type": "application/json" };
      expect((await ask("/v1/traces", TOKENS["gpu-us"], wished)).status).toBe(200);
      const [request] = seen;
      expect(request?.path).toBe("/v1/traces");
      expect(Object.keys(request?.headers ?? {})).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/authorization|tenant|orgid/)]),
      );
    });

    /** The edge's Prometheus with its file as rendered, but for what it scrapes. */
    async function startEdge(of: AsyncDisposableStack) {
      const secrets = join(temporaryFolder(of), "credentials");
      mkdirSync(secrets);
      for (const login of ["centre", "send.alerts"]) {
        writeFileSync(join(secrets, `${login}-token`), TOKENS["gpu-eu"]);
        writeFileSync(join(secrets, `${login}-tls.crt`), pem.read("client.crt"));
        writeFileSync(join(secrets, `${login}-tls.key`), pem.read("client.key"));
      }
      const rule = join(secrets, "rules.yaml");
      const alerts = [{ alert: "EdgeAlert", expr: "answer == 42", labels: { severity: "critical" } }];
      writeFileSync(rule, stringify({ groups: [{ name: "edge", interval: "1s", rules: alerts }] }));
      const exporter = await serveOnLoopback((_, response) => {
        response.setHeader("content-type", "text/plain; version=0.0.4");
        response.end("answer 42\n");
      }, of);
      const config = parse(
        renderedFile(files, "prometheus/prometheus.yml").replaceAll("/etc/prometheus/credentials", secrets),
      );
      return startPrometheus(
        {
          prometheus,
          config: stringify({
            ...config,
            global: { ...config.global, scrape_interval: "1s", scrape_timeout: "1s" },
            rule_files: [rule],
            scrape_configs: [{ job_name: "exporter", static_configs: [{ targets: [new URL(exporter).host] }] }],
          }),
        },
        of,
      );
    }

    test("its samples are in Thanos with its name, and its alerts at every Alertmanager", {
      timeout: 120_000,
    }, async () => {
      await using edge = new AsyncDisposableStack();
      await startEdge(edge);
      const values = await eventually("the edge's samples", 60, async () => {
        const found = await query.values('answer{cluster="gpu-eu", environment="dev"}');
        return found.length > 0 ? found : undefined;
      });
      expect(values).toEqual([42]);
      for (const one of alertmanagers) {
        const [alert] = await eventually("the edge's alert", 60, async () => {
          const found = await one.alerts();
          return found.length > 0 ? found : undefined;
        });
        expect(alert?.labels).toMatchObject({ alertname: "EdgeAlert", cluster: "gpu-eu", environment: "dev" });
        expect(alert?.labels).not.toHaveProperty("replica");
      }
    });

    test("what its agent has taken comes to Loki", { timeout: 120_000 }, async () => {
      await using edge = new AsyncDisposableStack();
      const exporter = parse(renderedFile(files, "otelcol/agent.yaml")).exporters["otlp_http/loki"];
      const { sending_queue: _onDisk, ...sent } = exporter;
      const tls = { ...sent.tls, cert_file: pem.at("client.crt"), key_file: pem.at("client.key") };
      const otlp = `${LOOPBACK}:${await freePort()}`;
      await startCollector(
        {
          otelcol,
          config: stringify({
            extensions: { health_check: {} },
            receivers: { otlp: { protocols: { http: { endpoint: otlp } } } },
            exporters: { "otlp_http/loki": { ...sent, tls, encoding: "json" } },
            service: {
              extensions: ["health_check"],
              pipelines: { logs: { receivers: ["otlp"], exporters: ["otlp_http/loki"] } },
            },
          }),
          overlay: {},
          env: { CENTRE_TOKEN: TOKENS["gpu-eu"] },
        },
        edge,
      );
      await sendLogs(`http://${otlp}`, [{ body: { stringValue: "a line of the edge" } }]);
      await eventually("the line", 60, () => (logs.received.length > 0 ? true : undefined));
      expect(logs.received.map(({ body }) => body?.stringValue)).toEqual(["a line of the edge"]);
      expect(sent).toMatchObject(centreHeaders(parse(stringify({ ca: pem.read("ca.crt"), clientCertificate: "x" }))));
    });
  },
);
