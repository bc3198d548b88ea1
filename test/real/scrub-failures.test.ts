/**
 * Each statement of the scrub is made to fail, on records that say which: they are dropped and counted, or come without anything
 * personal, and those beside them come. Where a statement that fails refuses what it came with, nothing of that comes.
 */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readLines } from "../../components/collection/agent/read-lines.ts";
import { logFields } from "../../components/collection/agent/scrub/log-fields.ts";
import { logText } from "../../components/collection/agent/scrub/log-text.ts";
import { scrubSpans } from "../../components/collection/agent/scrub/spans.ts";
import { SENT_METRICS, sentMetrics } from "../../components/collection/agent/sent-metrics.ts";
import { otlpInto } from "../../components/collector/collector.ts";
import { type CollectorPiece, collectorConfig } from "../../components/collector/collector-config.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { PEPPER } from "./support/agent.ts";
import { startCollector } from "./support/collector.ts";
import type { Overlay } from "./support/overlaid.ts";
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

/** What a text with one of them has of it in the names of metrics and labels too, where other signs are underscores. */
const asInNames = (text: string) => text.replaceAll(/[^A-Za-z0-9]+/g, "_");

/** Attributes of something that may be made to fail, with the count of one that did not, as a sender might know it. */
const attributes = (forged: number | undefined, id?: string) => [
  of("text", TEXT),
  of("client.user.id", "usr-1"),
  { key: "nested", value: { kvlistValue: { values: [of("text", TEXT)] } } },
  of("key of anna@example.com", "x"),
  { key: "aiobs.scrub.count", value: { intValue: forged ?? 0 } },
  ...(id === undefined ? [] : [of("id", id)]),
];

/** What a resource and what it holds have counted when they are scrubbed, in the order in which the last condition asks. */
type Forged = readonly (number | undefined)[];

interface Signal {
  /** Its pipeline. */
  readonly pipeline: string;
  readonly pieces: readonly CollectorPiece[];
  /** The key of its statements in a transform processor's settings. */
  readonly statements: string;
  /** Where all statements find which of them is to fail. */
  readonly fails: string;
  /** One resource with one record in OTLP's JSON, by the key that lists them. */
  readonly key: string;
  readonly made: (id: string, fails: number, forged: Forged) => object;
}

/** What made a record, and says which statement fails on it, twice: of metrics no such attribute is kept, of logs no such count. */
const resourceOf = (fails: number, forged: Forged, more: readonly object[] = []) => ({
  droppedAttributesCount: fails,
  attributes: [...attributes(forged[0]), { key: "fails", value: { intValue: fails } }, ...more],
});
const FAILING_ATTRIBUTE = 'resource.attributes["fails"]';
const FAILING_COUNT = "resource.dropped_attributes_count";

/** The number of a statement that is to fail; of none. */
const numberOf = (index: number) => index + 1;
const NONE = 0;

const SIGNALS: Readonly<Record<"logs" | "traces" | "metrics", Signal>> = {
  logs: {
    pipeline: "logs",
    pieces: [logText, readLines, ...logFields],
    statements: "log_statements",
    fails: FAILING_ATTRIBUTE,
    key: "resourceLogs",
    made: (id, fails, forged) => ({
      resource: resourceOf(fails, forged),
      scopeLogs: [
        {
          scope: { name: TEXT, version: id, attributes: attributes(forged[1]) },
          logRecords: [{ body: { stringValue: TEXT }, eventName: TEXT, attributes: attributes(forged[2], id) }],
        },
      ],
    }),
  },
  traces: {
    pipeline: "traces",
    pieces: scrubSpans,
    statements: "trace_statements",
    fails: FAILING_ATTRIBUTE,
    key: "resourceSpans",
    made: (id, fails, forged) => ({
      resource: resourceOf(fails, forged),
      scopeSpans: [
        {
          scope: { name: TEXT, version: id, attributes: attributes(forged[1]) },
          spans: [
            {
              traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
              spanId: "00f067aa0ba902b7",
              name: TEXT,
              status: { code: 2, message: TEXT },
              startTimeUnixNano: "1732220000000000000",
              endTimeUnixNano: "1732220001000000000",
              attributes: attributes(forged[2], id),
              events: [{ name: TEXT, attributes: attributes(forged[2]) }],
              links: [
                {
                  traceId: "4bf92f3577b34da6a3ce929d0e0e4737",
                  spanId: "00f067aa0ba902b8",
                  attributes: attributes(0),
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  metrics: {
    pipeline: SENT_METRICS,
    pieces: sentMetrics([{ name: "chat", service: "webui", drop: ["x"], add: { tier: "gold" }, lose: ["worker_id"] }]),
    statements: "metric_statements",
    fails: FAILING_COUNT,
    key: "resourceMetrics",
    made: (id, fails, forged) => ({
      resource: resourceOf(fails, forged, [
        of("service.name", "webui"),
        of("service.instance.id", TEXT),
        of("k8s.namespace.name", TEXT),
        of("k8s.pod.name", TEXT),
      ]),
      scopeMetrics: [
        {
          scope: { name: TEXT, version: id, attributes: attributes(forged[1]) },
          metrics: [
            {
              name: TEXT,
              description: TEXT,
              unit: TEXT,
              metadata: attributes(forged[2]),
              gauge: {
                dataPoints: [
                  {
                    asDouble: 1,
                    timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
                    attributes: [...attributes(forged[3], id), of("job", TEXT), of("to", "anna@example.com")],
                    exemplars: [{ asDouble: 1, filteredAttributes: attributes(undefined) }],
                  },
                ],
              },
            },
          ],
        },
      ],
    }),
  },
};

interface Processor {
  readonly error_mode?: string;
}

interface Group {
  readonly statements: readonly string[];
}

/** The processors of a configuration with statements, each made to fail on what is of a resource with its number. */
function failing(config: string, { statements: key, fails: path }: Signal) {
  const broken: { readonly statement: string; readonly refuses: boolean }[] = [];
  const processors: Record<string, Overlay> = {};
  const all: Readonly<Record<string, Processor & Readonly<Record<string, readonly Group[]>>>> =
    parse(config).processors;
  for (const [id, { [key]: groups, error_mode: onError }] of Object.entries(all)) {
    if (groups === undefined || id === "transform/read") continue;
    processors[id] = {
      [key]: groups.map((group) => ({
        ...group,
        statements: group.statements.map((statement) => {
          const fails = `(${path} != ${numberOf(broken.length)} or Len(${path}) > 0)`;
          broken.push({ statement, refuses: onError === "propagate" });
          const [, change = statement, when] = /^(.*?\)) where (.*)$/s.exec(statement) ?? [];
          return `${change} where ${fails}${when === undefined ? "" : ` and (${when})`}`;
        }),
      })),
    };
  }
  return { broken, processors };
}

describeWithTools(["otelcol"], "a scrub that fails", ({ otelcol }) => {
  /** Where what a collector sends, or serves, is read: the piece that its configuration lacks for that, what else differs, and the text so far. */
  async function outOf(signal: keyof typeof SIGNALS, bed: AsyncDisposableStack) {
    const { pipeline } = SIGNALS[signal];
    if (signal === "metrics") {
      const endpoint = `${LOOPBACK}:${await freePort()}`;
      const exporters = { "prometheus/applications": { endpoint } };
      return { piece: {}, exporters, read: async () => (await fetch(`http://${endpoint}/metrics`)).text() };
    }
    const exports: string[] = [];
    const endpoint = await serveOnLoopback(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      exports.push(gunzipSync(Buffer.concat(parts)).toString());
      response.end("{}");
    }, bed);
    const piece: CollectorPiece = {
      exporters: { [SINK]: { endpoint, encoding: "json" } },
      pipelines: { [pipeline]: { exporters: [SINK] } },
    };
    return { piece, exporters: {}, read: async () => exports.join("\n") };
  }

  test.each(["logs", "traces", "metrics"] as const)(
    "drops and counts what it could not do of %s, and nothing else",
    async (signal) => {
      await using bed = new AsyncDisposableStack();
      const { pipeline, pieces, key, made } = SIGNALS[signal];
      const { piece, exporters, read } = await outOf(signal, bed);
      const limiter = { memory_limiter: { check_interval: "1s", limit_mib: 1024 } };
      const config = collectorConfig([
        { extensions: { health_check: {} }, processors: limiter },
        otlpInto(pipeline),
        ...pieces,
        piece,
      ]);
      const { broken, processors } = failing(config, SIGNALS[signal]);
      const otlp = `${LOOPBACK}:${await freePort()}`;
      const grpc = `${LOOPBACK}:${await freePort()}`;
      const overlay = {
        receivers: { otlp: { protocols: { grpc: { endpoint: grpc }, http: { endpoint: otlp } } } },
        processors,
        exporters,
      };
      const collector = await startCollector({ otelcol, config, overlay, env: { PEPPER } }, bed);
      const answered = async (resources: readonly object[]) => {
        const response = await fetch(`http://${otlp}/v1/${signal}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ [key]: resources }),
        });
        await response.arrayBuffer();
        return response.status;
      };

      const forged: Forged = [...config.matchAll(/count"\] != (\d+)/g)].map(([, count]) => Number(count));
      expect(forged.at(-1)).toBeGreaterThan(0);
      const fails = (index: number) => made(`fails-${index}.`, numberOf(index), forged);
      const ignored = broken.flatMap(({ refuses }, index) => (refuses ? [] : [index]));
      const sent = ignored.flatMap((index) => [fails(index), made(`beside-${index}.`, NONE, forged)]);
      expect(await answered(sent)).toBe(200);
      for (const [index, { statement, refuses }] of broken.entries()) {
        if (refuses) expect(await answered([fails(index)]), statement).toBeGreaterThanOrEqual(400);
      }
      const got = await eventually("all beside", 60, async () => {
        const all = await read();
        return ignored.every((index) => all.includes(`beside-${index}.`)) ? all : undefined;
      });

      const inNames = asInNames(got);
      const there = SECRETS.filter((secret) => got.includes(secret) || inNames.includes(asInNames(secret)));
      expect(there).toEqual([]);
      const lost = broken.filter((_, index) => !got.includes(`fails-${index}.`));
      expect(broken.filter((each) => each.refuses && !lost.includes(each))).toEqual([]);
      const counted = lost.filter(({ refuses }) => !refuses).length;
      const exposed = await (await fetch(collector.metricsUrl)).text();
      expect(exposed).toMatch(new RegExp(`^otelcol_processor_filter_.*"filter/unscrubbed_.*\\} ${counted}$`, "m"));
      // What comes without a statement that replaces something would have it still.
      const replacing = broken.filter(({ statement }) => /^(?:replace_all|flatten)/.test(statement));
      expect(replacing.filter((each) => !lost.includes(each))).toEqual([]);
    },
  );
});
