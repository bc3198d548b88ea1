import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../../preview/root.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "aiobs-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as `npm run preview -- …` does. */
function preview(...args: readonly string[]) {
  const program = ["--require", join(ROOT, "tools/node-guard.cjs"), join(ROOT, "preview/cli.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

describe("npm run preview", () => {
  it("prints what would be created and what was checked, and writes it", () => {
    const out = join(folder, "out");
    const { status, stdout } = preview("local", "--out", out);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^aiobs local: \d+ resources$/m);
    expect(stdout).toMatch(/No secret in plain text +ok/);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(["kubernetes", "plan.json", "prometheus", "summary.md"]));
  });

  it("prints the same as JSON for machines, and nothing else", () => {
    const { status, stdout, stderr } = preview("local", "--json", "--out", join(folder, "out"));
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ project: "aiobs", stack: "local", written: "out" });
  });

  it("shows what is unusual and writes all the same, and with --strict refuses it", () => {
    const settings = join(folder, "Pulumi.small.yaml");
    const small = "aiobs:prometheus: { memory: 256Mi }";
    writeFileSync(settings, `config:\n  aiobs:environment: local\n  aiobs:cluster: { name: local }\n  ${small}\n`);
    const run = (out: string, ...more: readonly string[]) =>
      preview("local", "--settings", settings, "--out", join(folder, out), ...more);
    const warned = run("shown");
    expect([warned.status, existsSync(join(folder, "shown"))]).toEqual([0, true]);
    expect(warned.stdout).toMatch(/Prometheus has room for its series +ok, 1 warning/);
    const refused = run("refused", "--strict");
    expect([refused.status, existsSync(join(folder, "refused"))]).toEqual([1, false]);
    expect(refused.stdout).toContain("Warnings are refused (--strict). Nothing was written.");
  });

  it("explains itself", () => {
    const { status, stdout } = preview("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("npm run preview -- [stack]");
  });

  it.each([
    ["an unknown option", ["--frobnicate"], /--frobnicate/],
    ["two stacks", ["local", "dev"], /one stack at a time/],
    ["a path for a stack", ["../local"], /not the name of a stack/],
    ["the folder itself for a stack", ["."], /not the name of a stack/],
    ["the folder above for a stack", ["..", "--settings", join(ROOT, "Pulumi.local.yaml")], /not the name of a stack/],
    ["an empty output folder", ["local", "--out", ""], /--out.* name a new folder/],
    [
      "an output folder that holds all outputs",
      ["local", "--out", join(ROOT, "rendered")],
      /--out.* name a new folder/,
    ],
    ["an output folder that holds the repository", ["local", "--out", ROOT], /--out.* name a new folder/],
  ])("ends with 2 on %s, and touches nothing", (_, args, expected) => {
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    const { status, stderr } = preview(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });

  it("ends with 1 on a stack that has no settings, names the nearest, and writes nothing", () => {
    const out = join(folder, "out");
    const { status, stderr } = preview("prdo", "--out", out);
    expect(status).toBe(1);
    expect(stderr).toContain("prod");
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ["an empty file", "", ["no settings at all", "aiobs:environment", "aiobs:cluster"]],
    [
      "unknown keys",
      "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: x }\n  aiobs:promtheus: {}\n  aiobs:grafana: { ulr: x }\n",
      ['did you mean "prometheus"', 'did you mean "url"'],
    ],
    [
      "a target and a duration that are none",
      "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: x }\n  aiobs:prometheus: { scrapeInterval: 5 minutes }\n  aiobs:butterfly: { coordinators: { targets: ['host:99999'] }, cidrs: [10.0.0.0/8] }\n",
      ["aiobs:prometheus.scrapeInterval", '"5 minutes"', "aiobs:butterfly.coordinators.targets[0]", '"host:99999"'],
    ],
    [
      "a secret in plain text",
      "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: x }\n  aiobs:pagerdutyKey: R0UT1NG\n  aiobs:alertmanager: { receivers: { a: { pagerduty: { routingKey: { secret: pagerdutyKey } } } }, route: { receiver: a } }\n",
      ["aiobs:pagerdutyKey", "pulumi config set --secret pagerdutyKey"],
    ],
    ["something that is no YAML", "config: [", ["not YAML"]],
  ])("ends with 1 on %s, says all that is wrong, and writes nothing", (_, text, expected) => {
    const file = join(folder, "Pulumi.wrong.yaml");
    const out = join(folder, "out");
    writeFileSync(file, text);
    const { status, stderr } = preview("wrong", "--settings", file, "--out", out);
    expect(status).toBe(1);
    for (const part of expected) expect(stderr).toContain(part);
    expect(stderr).not.toContain("R0UT1NG");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ["a folder for the settings", ["local", "--settings", ROOT], /EISDIR/],
    ["a path through a file", ["local", "--settings", join(ROOT, "README.md/x.yaml")], /ENOTDIR/],
    [
      "settings in a folder that is not there",
      ["local", "--settings", "/nowhere/at/all.yaml"],
      /no such stack file: its folder/,
    ],
  ])("ends with 1 on %s, without a stack trace", (_, args, expected) => {
    const { status, stderr } = preview(...args, "--out", join(folder, "out"));
    expect(status).toBe(1);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("ends with 2 on an output folder below a file, in words", () => {
    const { status, stderr } = preview("local", "--out", join(ROOT, "README.md/out"));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--out: .*README.md\/out: leads through a file as if that were a folder \(ENOTDIR\)/);
  });

  it("gives a wrong command line as JSON where JSON was asked for", () => {
    const { status, stdout, stderr } = preview("--json", "--frobnicate");
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      error: expect.stringContaining("--frobnicate"),
      problems: [{ severity: "error", where: { resource: "the command line" } }],
    });
  });

  it("ends with 1 before it plans anything where the output would take the place of other files", () => {
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    const { status, stderr } = preview("local", "--out", folder);
    expect(status).toBe(1);
    expect(stderr).toContain("thesis.txt");
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });

  it("takes no folder for its own because of a file named plan.json", () => {
    writeFileSync(join(folder, "plan.json"), "a plan for the holidays");
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    expect(preview("local", "--out", folder).status).toBe(1);
    expect(readdirSync(folder)).toEqual(["plan.json", "thesis.txt"]);
  });

  it("gives an error as JSON where JSON was asked for", () => {
    const { status, stdout } = preview("prdo", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "prdo",
      error: expect.stringContaining("prod"),
      problems: [{ severity: "error", where: { file: expect.stringContaining("Pulumi.prdo.yaml") } }],
    });
  });
});
