/**
 * Each statement of the scrub is made to fail, on records that say which: they are dropped and counted, or come without anything
 * personal, and those beside them come.
 */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readLines } from "../../components/collection/agent/read-lines.ts";
import { logFields } from "../../components/collection/agent/scrub/log-fields.ts";
import { logText } from "../../components/collection/agent/scrub/log-text.ts";
import { scrubSpans } from "../../components/collection/agent/scrub/spans.ts";
import { otlpInto } from "../../components/collector/collector.ts";
import { type CollectorPiece, collectorConfig } from "../../components/collector/collector-config.ts";
import { PEPPER } from "./support/agent.ts";
import { startCollector } from "./support/collector.ts";
import { eventually } from "./support/eventually.ts";
import { serveOnLoopback } from "./support/loopback-server.ts";
import type { Overlay } from "./support/overlaid.ts";
import { freePort, LOOPBACK } from "./support/ports.ts";
import { describeWithTools } from "./with-tools.ts";

const SINK = "otlp_http/sink";

/** Personal data of every kind, no two alike in what is looked for. */
const SECRETS = [
  "anna@example.com",
  "203.0.113.77",
  "2001:db8:1:2::77",
  "02:00:5e:12:34:56",
  "4000 1111 2222 3333",
  "078-05-1120",
  "AKIAABCDEFGHIJKLMNOP",
  "usr-1",
  "usr-2",
  "usr-3",
  "what I wrote",
  "hunter2",
  "0.125",
] as const;

const TEXT = `anna@example.com 203.0.113.77 2001:db8:1:2::77 02:00:5e:12:34:56 4000 1111 2222 3333; 078-05-1120 AKIAABCDEFGHIJKLMNOP logits=[0.125] user_id=usr-1 prompt="what I wrote" password: hunter2 {"a":"{\\"user_id\\":\\"usr-2\\"}"} {"user_id":"usr-3"`;

const of = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Attributes of something that may be made to fail, with the count of one that did not, as a sender might know it. */
const attributes = (forged: number, fails: number | undefined, id?: string) => [
  of("text", TEXT),
  of("client.user.id", "usr-1"),
  { key: "nested", value: { kvlistValue: { values: [of("text", TEXT)] } } },
  of("key of anna@example.com", "x"),
  { key: "aiobs.scrub.count", value: { intValue: forged } },
  ...(fails === undefined ? [] : [{ key: "fails", value: { intValue: fails } }]),
  ...(id === undefined ? [] : [of("id", id)]),
];

const SIGNALS = {
  logs: {
    pieces: [logText, readLines, ...logFields],
    statements: "log_statements",
    body: (id: string, fails: Fails, forged: Forged) => ({
      resourceLogs: [
        {
          resource: { attributes: attributes(forged[0], fails.resource) },
          scopeLogs: [
            {
              scope: { name: TEXT, version: id, attributes: attributes(forged[1], fails.scope) },
              logRecords: [
                { body: { stringValue: TEXT }, eventName: TEXT, attributes: attributes(forged[2], fails.log, id) },
              ],
            },
          ],
        },
      ],
    }),
  },
  traces: {
    pieces: scrubSpans,
    statements: "trace_statements",
    body: (id: string, fails: Fails, forged: Forged) => ({
      resourceSpans: [
        {
          resource: { attributes: attributes(forged[0], fails.resource) },
          scopeSpans: [
            {
              scope: { name: TEXT, version: id, attributes: attributes(forged[1], fails.scope) },
              spans: [
                {
                  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
                  spanId: "00f067aa0ba902b7",
                  name: TEXT,
                  status: { code: 2, message: TEXT },
                  startTimeUnixNano: "1732220000000000000",
                  endTimeUnixNano: "1732220001000000000",
                  attributes: attributes(forged[2], fails.span, id),
                  events: [{ name: TEXT, attributes: attributes(forged[2], fails.spanevent) }],
                  links: [
                    {
                      traceId: "4bf92f3577b34da6a3ce929d0e0e4737",
                      spanId: "00f067aa0ba902b8",
                      attributes: attributes(0, undefined),
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    }),
  },
} as const;

/** What a resource, a scope and a record have counted when they are scrubbed. */
type Forged = readonly [number, number, number];

/** Which statement fails, by the context that it is of. */
type Fails = Readonly<Partial<Record<string, number>>>;

interface Group {
  readonly context: string;
  readonly statements: readonly string[];
}

/** The processors of a configuration with statements, each made to fail where the attribute `fails` has its number. */
function failing(config: string, key: string) {
  const broken: { readonly context: string; readonly statement: string }[] = [];
  const processors: Record<string, Overlay> = {};
  const all: Readonly<Record<string, Readonly<Record<string, readonly Group[]>>>> = parse(config).processors;
  for (const [id, { [key]: groups }] of Object.entries(all)) {
    if (groups === undefined || id === "transform/read") continue;
    processors[id] = {
      [key]: groups.map((group) => ({
        ...group,
        statements: group.statements.map((statement) => {
          const path = `${group.context}.attributes["fails"]`;
          const fails = `(${path} != ${broken.length} or Len(${path}) > 0)`;
          broken.push({ context: group.context, statement });
          const [, change = statement, when] = /^(.*?\)) where (.*)$/s.exec(statement) ?? [];
          return `${change} where ${fails}${when === undefined ? "" : ` and (${when})`}`;
        }),
      })),
    };
  }
  return { broken, processors };
}

describeWithTools(["otelcol"], "a scrub that fails", ({ otelcol }) => {
  test.each(["logs", "traces"] as const)(
    "drops and counts what it could not do of %s, and nothing else",
    async (signal) => {
      await using bed = new AsyncDisposableStack();
      const { pieces, statements, body } = SIGNALS[signal];
      const exports: string[] = [];
      const endpoint = await serveOnLoopback(async (request, response) => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(Buffer.from(part));
        exports.push(gunzipSync(Buffer.concat(parts)).toString());
        response.end("{}");
      }, bed);
      const toSink: CollectorPiece = {
        exporters: { [SINK]: { endpoint, encoding: "json" } },
        pipelines: { [signal]: { exporters: [SINK] } },
      };
      const limiter = { memory_limiter: { check_interval: "1s", limit_mib: 1024 } };
      const config = collectorConfig([
        { extensions: { health_check: {} }, processors: limiter },
        otlpInto(signal),
        ...pieces,
        toSink,
      ]);
      const { broken, processors } = failing(config, statements);
      const otlp = `${LOOPBACK}:${await freePort()}`;
      const grpc = `${LOOPBACK}:${await freePort()}`;
      const overlay = {
        receivers: { otlp: { protocols: { grpc: { endpoint: grpc }, http: { endpoint: otlp } } } },
        processors,
      };
      const collector = await startCollector({ otelcol, config, overlay, env: { PEPPER } }, bed);

      const [resource = 0, scope = 0, record = 0] = [...config.matchAll(/count"\] != (\d+)/g)].map(([, count]) =>
        Number(count),
      );
      const forged: Forged = [resource, scope, record];
      expect(record).toBeGreaterThan(0);
      const bodies = broken.flatMap(({ context }, number) => [
        body(`fails-${number}.`, { [context]: number }, forged),
        body(`beside-${number}.`, {}, forged),
      ]);
      const [key] = Object.keys(bodies[0] ?? {});
      const joined = { [`${key}`]: bodies.flatMap((each) => Object.values(each).flat()) };
      const sent = await fetch(`http://${otlp}/v1/${signal}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(joined),
      });
      expect(sent.status).toBe(200);
      const got = await eventually("all beside", 60, () => {
        const all = exports.join("\n");
        return broken.every((_, number) => all.includes(`beside-${number}.`)) ? all : undefined;
      });

      for (const secret of SECRETS) expect(got).not.toContain(secret);
      const lost = broken.filter((_, number) => !got.includes(`fails-${number}.`));
      const exposed = await (await fetch(collector.metricsUrl)).text();
      expect(exposed).toMatch(new RegExp(`^otelcol_processor_filter_.*"filter/unscrubbed_.*\\} ${lost.length}$`, "m"));
      // What comes without a statement that replaces something would have it still.
      const replacing = broken.filter(({ statement }) => /^(?:replace_all|flatten)/.test(statement));
      expect(replacing.filter((each) => !lost.includes(each))).toEqual([]);
    },
  );
});
