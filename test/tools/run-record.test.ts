import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runRecord } from "../../tools/run-record.ts";

const SCRAPE = "# HELP shop_queue Queue.\n# TYPE shop_queue gauge\nshop_queue 1\ngo_goroutines 1\n";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aiobs-record-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const code = await runRecord(args, { stdout: stream("stdout"), stderr: stream("stderr") });
  return { code, ...texts };
}

describe("npm run record", () => {
  test("writes what a server answers, and what files hold", async () => {
    const accepted: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      accepted.push(request.headers.accept);
      response.end(SCRAPE);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const other = join(folder, "other.prom");
    writeFileSync(other, "shop_open 1\n");
    const file = join(folder, "shop-1.2.3.json");
    try {
      expect(await run(file, `http://127.0.0.1:${port}/metrics`, other)).toEqual({
        code: 0,
        stdout: `${file}: 2 metrics\n`,
        stderr: "",
      });
    } finally {
      server.close();
    }
    // OpenMetrics would rename counters.
    expect(accepted).toEqual(["text/plain;version=0.0.4"]);
    expect(readFileSync(file, "utf8")).toBe(`{
  "exporter": "shop",
  "version": "1.2.3",
  "metrics": [
    {"name":"shop_open","type":"unknown","help":"","labels":[]},
    {"name":"shop_queue","type":"gauge","help":"Queue.","labels":[]}
  ]
}
`);
  });

  test("writes the client library's metrics apart", async () => {
    const [source, file] = [join(folder, "shop.prom"), join(folder, "client-golang-1.0.0.json")];
    writeFileSync(source, SCRAPE);
    expect((await run("--library", file, source)).code).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8")).metrics).toEqual([
      { name: "go_goroutines", type: "unknown", help: "", labels: [] },
    ]);
  });

  test("writes nothing where a source cannot be read, and names each of them", async () => {
    const wrong = join(folder, "wrong.prom");
    writeFileSync(wrong, "<html>");
    const file = join(folder, "nothing-1.0.0.json");
    const { code, stdout, stderr } = await run(file, wrong, join(folder, "missing.prom"), "http://127.0.0.1:1/metrics");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /wrong\.prom: line 1: not a sample: <html>\n.*missing\.prom: is not there \(ENOENT\).*\nhttp:\S+: \S.*\n$/,
    );
    expect(() => readFileSync(file)).toThrow("ENOENT");
  });

  test("says in words where the record cannot be written", async () => {
    const source = join(folder, "sound.prom");
    writeFileSync(source, "# TYPE shop_up gauge\nshop_up 1\n");
    const { code, stderr } = await run(join(folder, "no/folder/shop-1.0.0.json"), source);
    expect(code).toBe(1);
    expect(stderr).toMatch(/shop-1\.0\.0\.json: is not there \(ENOENT\)/);
  });

  test.each([
    [[], "a file to write and at least one source are needed"],
    [["shop-1.0.0.json"], "a file to write and at least one source are needed"],
    [["shop.json", "a.prom"], "shop.json: the file's name must be <exporter>-<version>.json"],
    [["--libary", "shop-1.0.0.json", "a.prom"], "unknown option --libary; allowed: --library, --help"],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test("explains itself", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, stderr: "" });
  });
});
