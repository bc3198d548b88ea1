/** Our receiver of OTLP, against bytes as a Python SDK sends them: a wrong field number would lose what an application tells. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startOtlpReceiver } from "../../contracts/otlp/receiver.ts";
import { Message } from "../../contracts/otlp/wire.ts";

type Field = readonly [number: number, value: string | number | Buffer | { readonly double: number }];

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** A message of these fields, as protobuf writes it. */
function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number") return [varint(number * 8), varint(value)];
      if (typeof value === "object" && "double" in value) {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleLE(value.double);
        return [varint(number * 8 + 1), bytes];
      }
      const bytes = Buffer.from(value);
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

const attribute = (key: string, ...value: readonly Field[]) => message([1, key], [2, message(...value)]);
const resource = message([1, attribute("service.name", [1, "shop"])]);

async function sent(path: string, body: Buffer) {
  await using bed = new AsyncDisposableStack();
  const receiver = await startOtlpReceiver(bed);
  const answer = await fetch(`${receiver.url}${path}`, {
    method: "POST",
    headers: { "content-encoding": "gzip" },
    body: new Uint8Array(gzipSync(body)),
  });
  return { ...receiver, status: answer.status };
}

test("spans come with the types of their attributes", async () => {
  const span = message(
    [5, "GET /cart"],
    [6, 2],
    [9, attribute("http.route", [1, "/cart"])],
    [9, attribute("http.response.status_code", [3, 200])],
    [9, attribute("seconds", [4, { double: 0.5 }])],
    [9, attribute("cached", [2, 1])],
    [9, attribute("reasons", [5, message([1, message([1, "stop"])])])],
    [11, message([2, "exception"], [3, attribute("exception.type", [1, "E"])])],
  );
  const { spans, status, errors } = await sent(
    "/v1/traces",
    message([1, message([1, resource], [2, message([2, span])])]),
  );
  expect([status, errors]).toEqual([200, []]);
  expect(spans).toMatchObject([{ name: "GET /cart", kind: "server", events: [{ name: "exception" }] }]);
  const [first] = spans;
  expect([...(first?.attributes ?? [])].map(([name, { type }]) => [name, type])).toEqual([
    ["http.route", "string"],
    ["http.response.status_code", "int"],
    ["seconds", "float"],
    ["cached", "bool"],
    ["reasons", "array"],
  ]);
  expect(first?.resource.get("service.name")).toEqual({ type: "string", text: "shop" });
});

test("metrics come with their kind, and a histogram with its bounds", async () => {
  const labelled = (field: number) => message([field, attribute("route", [1, "/"])]);
  const metric = (name: string, field: number, data: Buffer) =>
    message([1, name], [2, "Help."], [3, "s"], [field, data]);
  const bounds = Buffer.alloc(16);
  bounds.writeDoubleLE(0.5, 0);
  bounds.writeDoubleLE(1, 8);
  const points = message([7, bounds], [9, attribute("route", [1, "/"])]);
  const scope = message(
    [2, metric("gauge", 5, message([1, labelled(7)]))],
    [2, metric("up and down", 7, message([1, labelled(7)]))],
    [2, metric("counter", 7, message([1, labelled(7)], [3, 1]))],
    [2, metric("histogram", 9, message([1, points]))],
    [2, metric("exponential", 10, message([1, labelled(1)]))],
  );
  const { metrics } = await sent("/v1/metrics", message([1, message([1, resource], [2, scope])]));
  expect(
    metrics.map(({ name, kind, bounds: of, points: all }) => [name, kind, of, [...(all[0]?.keys() ?? [])]]),
  ).toEqual([
    ["gauge", "gauge", [], ["route"]],
    ["up and down", "up-down counter", [], ["route"]],
    ["counter", "counter", [], ["route"]],
    ["histogram", "histogram", [0.5, 1], ["route"]],
    ["exponential", "exponential histogram", [], ["route"]],
  ]);
});

test("lines of logs come with their attributes", async () => {
  const line = message([5, message([1, "Sold."])], [6, attribute("code.line.number", [3, 7])], [9, "trace"]);
  const { logs } = await sent("/v1/logs", message([1, message([1, resource], [2, message([2, line])])]));
  expect(logs).toMatchObject([{ body: "string", hasTrace: true }]);
});

test("what cannot be read is told, not lost", async () => {
  const { status, errors } = await sent("/v1/traces", Buffer.from([0x0a, 0x7f, 0x00]));
  expect(status).toBe(400);
  expect(errors).toEqual([expect.stringContaining("/v1/traces: not a message")]);
  expect((await sent("/v1/profiles", Buffer.alloc(0))).errors).toEqual(["nothing is taken at /v1/profiles"]);
});

test("numbers of more than 32 bits keep their fields apart", () => {
  const read = new Message(message([1, 2 ** 40], [200, "after"]));
  expect([read.number(1), read.text(200), read.has(2)]).toEqual([2 ** 40, "after", false]);
});
