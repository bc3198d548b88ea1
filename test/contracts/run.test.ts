/** `npm run contract` with applications that are made up: what it writes, compares and says. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contractFile, contractFileName } from "../../contracts/contract.ts";
import type { Application } from "../../contracts/record/recording.ts";
import { runContract } from "../../contracts/run.ts";
import { systems } from "../../systems/all.ts";
import { madeContract } from "./made-contract.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aiobs-contract-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const places: string[] = [];
const shop: Application = {
  name: "shop",
  version: "1.10.0",
  settings: [],
  from: "here",
  record: async (stage) => {
    stage.tell("sells");
    places.push(stage.folder);
    return { expositions: ["# TYPE shop_sold_total counter\nshop_sold_total 1\n"], lines: [], places: {} };
  },
};
const closed: Application = {
  ...shop,
  name: "closed",
  record: async ({ tell }) => {
    tell("opens");
    throw new Error("nobody is there");
  },
};

async function run(...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const code = await runContract(args, {
    env: {},
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    folder,
    applications: [shop, closed],
    systems,
  });
  return { code, ...texts };
}

const keep = (version: string, metrics: readonly string[]) => {
  const described = metrics.map((name) => ({ name, type: "counter", help: "", labels: [] }) as const);
  const contract = madeContract({ version, metrics: described });
  writeFileSync(join(folder, contractFileName(contract)), contractFile(contract));
};

test("writes what was seen, beside the newest older version, and leaves nothing behind", async () => {
  keep("1.9.0", ["shop_sold_total", "shop_returned_total"]);
  keep("1.8.0", []);
  const { code, stdout, stderr } = await run("shop");
  expect(code).toBe(0);
  expect(stdout).toContain(
    "shop-1.9.0 → shop-1.10.0: 1 differences\n  - metric shop_returned_total\nNothing here asks",
  );
  expect(stderr).toContain("shop 1.10.0: sells");
  expect(readdirSync(folder)).toContain("shop-1.10.0.json");
  expect(places.some(existsSync)).toBe(false);
});

test("says which could not be recorded and where it stopped, and goes on with the others", async () => {
  const { code, stdout } = await run("--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout).applications).toMatchObject([
    { application: "shop", file: join(folder, "shop-1.10.0.json") },
    { application: "closed", reason: "opens: nobody is there" },
  ]);
});

test("compares two that are recorded", async () => {
  keep("1.0.0", ["shop_sold_total"]);
  keep("2.0.0", []);
  const { code, stdout } = await run("--compare", "shop-1.0.0", "shop-2.0.0", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    differences: [{ kind: "lost", what: "metric shop_sold_total" }],
    breaks: [],
  });
});

test.each([
  [["shpo"], "there is no shpo; did you mean shop?"],
  [["--compare", "shop-1.0.0"], "--compare takes two that are recorded"],
  [["--compare", "a-1", "b-2"], "a-1 is not recorded, and nothing else is"],
  [["--list", "shop"], "--list takes no names"],
  [["--fast"], "--fast"],
])("%j is refused, with what is allowed", async (args, message) => {
  const { code, stderr } = await run(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("lists what can be recorded, what is, and what cannot be", async () => {
  keep("1.0.0", []);
  const { stdout } = await run("--list");
  expect(stdout).toMatch(/^shop .*1\.10\.0, from here; recorded: 1\.0\.0$/m);
  expect(stdout).toMatch(/^ollama .*cannot be recorded here/m);
});
