/** The agent as it is rendered removes personal data from logs: on purpose made records, and made up ones, through the real collector. */
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { agentOnNode, type NodeAgent, PEPPER } from "./support/agent.ts";
import type { Collector } from "./support/collector.ts";
import {
  type LogRecord,
  type LogSink,
  type Received,
  SPEAKS_JSON,
  sendLogs,
  startLogSink,
} from "./support/otlp-logs.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const hash = (value: string) => createHmac("sha256", PEPPER).update(value).digest("hex");
const text = (stringValue: string): LogRecord => ({ body: { stringValue } });
const bodyOf = (record: Received) => JSON.stringify(record.body ?? {});

describeWithTools(["otelcol"], "the agent's scrubbing", ({ otelcol }) => {
  const bed = new AsyncDisposableStack();
  let sink: LogSink;
  let agent: NodeAgent;
  let collector: Collector;
  beforeAll(async () => {
    sink = await startLogSink(bed);
    agent = await agentOnNode(
      { otelcol, files: await renderStack("local"), loki: sink.url, overlay: SPEAKS_JSON },
      bed,
    );
    collector = await agent.start();
  });
  afterAll(() => bed.disposeAsync());

  /** The record that comes of one that is sent, told by a field that nobody scrubs. */
  const through = async (record: LogRecord): Promise<Received> => {
    const id = `id${Math.random()}`;
    const tagged = {
      ...record,
      attributes: [...(record.attributes ?? []), { key: "tag", value: { stringValue: id } }],
    };
    expect(await sendLogs(agent.otlp, [tagged])).toBe(200);
    return eventually("the record", 20, () =>
      sink.received.find(({ attributes = [] }) => attributes.some(({ value }) => value.stringValue === id)),
    );
  };
  const line = async (value: object) => bodyOf(await through(text(JSON.stringify(value))));
  const dropped = async () => {
    const exposed = await (await fetch(collector.metricsUrl)).text();
    return Number(
      /^otelcol_processor_filter_logs_filtered\{.*unscrubbed_logs.*\} (\d+)$/m.exec(exposed)?.[1] ?? Number.NaN,
    );
  };

  test("a container's line keeps its trace id, and the same user has the same hash as in OTLP", async () => {
    const fields = {
      user_id: 42,
      email: "anna@example.com",
      prompt: "tell me all",
      shape: [2, 2],
      tensor: [
        [0.1, 2],
        [3, -4e5],
      ],
    };
    const said = {
      level: "WARN",
      message: "by anna@example.com of 10.1.2.3",
      trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
      fields,
    };
    agent.log([JSON.stringify(said)]);
    const found = await eventually("the line", 20, () =>
      sink.received.find(({ traceId }) => traceId === said.trace_id),
    );
    const body = bodyOf(found);
    expect(body).toContain(`by ${hash("mailto:anna@example.com")} of 10.1.0.0`);
    expect(body).toContain(hash("42"));
    expect(body).toContain('{"key":"prompt_length","value":{"intValue":"11"}}');
    expect(body).toContain('{"key":"tensor","value":{"stringValue":"[redacted]"}}');
    expect(body).toContain('{"key":"shape","value":{"arrayValue"');
    expect(found.severityNumber).toBe(13);
    expect(found.resource).toContainEqual({ key: "service.name", value: { stringValue: "compute" } });
    const other = await through({ attributes: [{ key: "client.user.id", value: { stringValue: "42" } }] });
    expect(JSON.stringify(other.attributes)).toContain(hash("42"));
  });

  test.each([
    ['{"user_id":"u-77","prompt":"cut off by 10.1.2.3', ["u-77", "cut off", "10.1.2.3"]],
    ['level=info user_id=u-77 prompt="what I \\"said\\"" peer=2001:db8:1:2::7', ["u-77", "said", "db8"]],
    ['{"a":"{\\"email\\":\\"anna@example.com\\",\\"content\\":\\"hello\\"}"}', ["anna", "example.com"]],
    ["tensor([[0.25, 1.5], [2, 3]], shape=(2, 2))", ["0.25", "1.5"]],
    ["from ::ffff:10.1.2.3 and fe80::1%eth0 and 1:2:3:4:5:6:7:8", ["2.3", "fe80::1", "3:4"]],
    ["anna%40example.com asked", ["anna", "example"]],
  ])("a line that is no JSON survives scrubbed: %s", async (said, secrets) => {
    const body = bodyOf(await through(text(said)));
    for (const secret of secrets) expect(body).not.toContain(secret);
  });

  test("what is not personal stays as it was", async () => {
    const said = "compiled std::vector at 12:34:56 in 1.5s, v1.2.3, id 4bf92f3577b34da6a3ce929d0e0e4736";
    expect(bodyOf(await through(text(said)))).toBe(JSON.stringify({ stringValue: said }));
    const numbers = { count: 5, ratio: 0.25, big: "x", at: 1732220000123, nested: { ok: true, none: null } };
    expect(await line(numbers)).toContain('"at"');
  });

  test("a record that cannot be scrubbed is dropped, and counted; those beside it are not", async () => {
    const before = await dropped();
    const secret = Buffer.from("anna@example.com of 10.1.2.3").toString("base64");
    const unreadable = { body: { bytesValue: secret } };
    // Escaped, it is no address yet when the text is scrubbed.
    const escaped = text('{"from":"10.1\\u002e2.3"}');
    expect(await sendLogs(agent.otlp, [unreadable, text("beside"), escaped])).toBe(200);
    await eventually("the one beside", 20, () => sink.received.find((record) => bodyOf(record).includes("beside")));
    expect(await dropped()).toBe(before + 2);
    expect(JSON.stringify(sink.received)).not.toContain(secret);
    expect(JSON.stringify(sink.received)).not.toContain("10.1.2.3");
  });

  test("no e-mail address, IP address or user of made up records gets through", { timeout: 120_000 }, async () => {
    const label = fc.string({
      minLength: 1,
      maxLength: 8,
      unit: fc.constantFrom(..."abcdefghijkmnopqrstuvwxyz0123456789"),
    });
    const email = fc.tuple(label, label).map(([name, host]) => `q${name}@${host}.example`);
    const octet = fc.integer({ min: 1, max: 255 });
    const ip = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
    const user = label.map((id) => `usr-${id}-usr`);
    const secrets = fc.record({
      email,
      ip,
      user,
      ip6: fc.ipV6().filter((each) => each.replace(/[^1-9a-f]/gi, "").length > 4),
    });
    const shape = fc.constantFrom("json", "deep", "logfmt", "cut", "text", "map");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(secrets, shape, fc.string()), { minLength: 20, maxLength: 40 }),
        async (made) => {
          const start = sink.received.length;
          const records = made.map(([one, how, noise]) => written(one, how, noise));
          expect(await sendLogs(agent.otlp, [...records, text("the last")])).toBe(200);
          await eventually("the last", 20, () =>
            sink.received.slice(start).find((record) => bodyOf(record).includes("the last")),
          );
          const got = JSON.stringify(sink.received.slice(start));
          for (const [{ email: address, user: id, ip: v4, ip6 }] of made) {
            for (const secret of [address, id, v4, ip6]) expect(got).not.toContain(secret);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

interface Secrets {
  readonly email: string;
  readonly ip: string;
  readonly ip6: string;
  readonly user: string;
}

/** A record with secrets, in one of the ways in which programs write them. */
function written({ email, ip, ip6, user }: Secrets, how: string, noise: string): LogRecord {
  const json = { message: `${noise} ${email} from ${ip}, ${ip6}`, user_id: user, [noise]: ip6 };
  switch (how) {
    case "json":
      return text(JSON.stringify(json));
    case "deep":
      return text(JSON.stringify({ a: [{ b: json }], text: JSON.stringify(json) }));
    case "logfmt":
      return text(`msg=${JSON.stringify(noise)} user_id=${user} mail=${email} ip=${ip} ip6=${ip6}`);
    case "cut":
      return text(JSON.stringify({ ip, ip6, email, user_id: user }).slice(0, -2));
    case "map":
      return {
        body: {
          kvlistValue: {
            values: [
              { key: "user_id", value: { stringValue: user } },
              { key: noise, value: { stringValue: `${email} ${ip} ${ip6}` } },
            ],
          },
        },
      };
    default:
      return {
        ...text(`${email} at [${ip6}]:80 and ${ip}:80`),
        attributes: [
          { key: "user.id", value: { stringValue: user } },
          { key: "client.address", value: { stringValue: ip } },
        ],
      };
  }
}
