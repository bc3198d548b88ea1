import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nothingElse } from "../../config/other-config.ts";
import { parseStackFile, readStackFile } from "../../config/read-stack-file.ts";
import { ProblemsError } from "../../problems/problems-error.ts";
import { problemsOf } from "./problems-of.ts";

const where = "Pulumi.dev.yaml";

/** The config of a stack file, indented as it must be. */
function file(...lines: string[]): string {
  return ["config:", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

describe("parseStackFile", () => {
  test("reads this project's keys, without their prefix", () => {
    const { raw, other } = parseStackFile(file("aiobs:environment: dev", "aiobs:cluster: { name: a }"), where);
    expect(raw).toEqual({ environment: "dev", cluster: { name: "a" } });
    expect(other).toEqual(nothingElse);
  });

  test("takes a scalar for text, as the engine does, and keeps numbers within maps", () => {
    const text = file("aiobs:owner: 12", "aiobs:namespace: true", "aiobs:images:", "aiobs:prometheus: { replicas: 2 }");
    expect(parseStackFile(text, where).raw).toEqual({
      owner: "12",
      namespace: "true",
      images: "",
      prometheus: { replicas: 2 },
    });
  });

  test("sorts the keys of maps, as the engine does, so that a plan is the same with and without it", () => {
    const { raw } = parseStackFile(file("aiobs:receivers: { b: { d: 1, c: [{ f: 1, e: 2 }] }, a: {} }"), where);
    expect(JSON.stringify(raw.receivers)).toBe('{"a":{},"b":{"c":[{"e":2,"f":1}],"d":1}}');
  });

  test("names encrypted keys and leaves their values out", () => {
    const { raw, other } = parseStackFile(file("aiobs:key:", "  secure: v1:abc", "aiobs:environment: dev"), where);
    expect(raw).toEqual({ environment: "dev" });
    expect(other.encrypted).toEqual(["key"]);
  });

  test("takes a value with an encrypted part for encrypted, as the engine does", () => {
    const { raw, other } = parseStackFile(file("aiobs:grafana: { apiToken: { secure: v1:abc }, url: x }"), where);
    expect(raw).toEqual({});
    expect(other.encrypted).toEqual(["grafana"]);
  });

  test("understands anchors and merged maps", () => {
    const text = file("aiobs:a: &a { x: 1 }", "aiobs:b: { <<: *a, y: 2 }");
    expect(parseStackFile(text, where).raw.b).toEqual({ x: 1, y: 2 });
  });

  test.each([
    ["", "an empty file"],
    ["# a comment\n", "a file with nothing but a comment"],
    ["config:\n", "an empty config"],
    ["config: 3\n", "a config that is no map"],
    ["encryptionsalt: v1:abc\n", "a file without config"],
  ])("finds nothing in %j, and the settings then list what is required", (text) => {
    const { raw, other } = parseStackFile(text, where);
    expect(problemsOf(raw, other)).toEqual({
      "aiobs:cluster": 'found nothing; expected a map with "name"',
      "aiobs:environment":
        'found nothing; expected a name of lower-case letters, digits and hyphens, at most 63 long, such as "local"',
      config: "no settings at all; write each as aiobs:<key>: <value>",
    });
  });

  test.each([
    ["config: [", "1:10"],
    ["config:\n\taiobs:owner: x", "2:1"],
    ["config:\n  aiobs:owner: 'x", "2:18"],
  ])("tells line and column of what is not YAML in %j", (text, place) => {
    expect(() => parseStackFile(text, where)).toThrow(
      `1 error in Pulumi.dev.yaml\n  Pulumi.dev.yaml:${place}  not YAML: `,
    );
  });

  test("refuses a key that is there twice, at the second", () => {
    expect(() => parseStackFile(file("aiobs:owner: a", "aiobs:owner: b"), where)).toThrow(
      '1 error in Pulumi.dev.yaml\n  Pulumi.dev.yaml:3:3  "aiobs:owner" is there twice; remove one',
    );
  });

  test.each([
    ["a: &a [*a]", /:1:8 {2}the alias "\*a" stands for a part of the file that it is in itself; /],
    ["a: &a { b: { c: *a } }", /:1:17 {2}the alias "\*a" stands for a part/],
    ["a: *b\nc: &b 1", /:1:4 {2}the alias "\*b" has no anchor before it; write "&b"/],
    ["a: { <<: 5 }", /not a stack file: .*; write out/],
    [
      [
        "a: &a [1,1,1,1,1,1,1,1,1]",
        "b: &b [*a,*a,*a,*a,*a,*a,*a]",
        "c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]",
      ].join("\n"),
      /not a stack file: .*; write out/,
    ],
  ])("tells where the aliases of %j cannot be followed", (text, expected) => {
    expect(() => parseStackFile(text, where)).toThrow(ProblemsError);
    expect(() => parseStackFile(text, where)).toThrow(expected);
  });

  test("refuses a file that is no map", () => {
    expect(() => parseStackFile("- a\n", where)).toThrow('1:1  expected a map with the key "config"');
  });

  test.each([
    ["confg: {}\n", { confg: 'unknown key of a stack file; did you mean "config"?' }],
    [
      file("prometheus: {}"),
      { prometheus: 'nothing reads this key: the settings are aiobs:<key>; did you mean "aiobs:prometheus"?' },
    ],
    [
      file("aoibs:nodePools: {}"),
      {
        "aoibs:nodePools": 'nothing reads this key: the settings are aiobs:<key>; did you mean "aiobs:nodePools"?',
      },
    ],
    [file("gcp:project: x"), { "gcp:project": "nothing reads this key: the settings are aiobs:<key>; remove it" }],
    [
      file("aws:region: x"),
      {
        "aws:region":
          "has no effect: the program makes its providers from its own settings; remove it and set aiobs:aws.region",
      },
    ],
    [
      file("kubernetes:context: x"),
      { "kubernetes:context": "has no effect: the program makes its providers from its own settings; remove it" },
    ],
  ])("tells of %j together with the settings' own errors", (text, expected) => {
    const { raw, other } = parseStackFile(text, where);
    expect(problemsOf({ environment: "local", cluster: { name: "a" }, ...raw }, other)).toEqual(expected);
  });

  test("lets Pulumi's own keys pass", () => {
    const text = `${file("pulumi:tags: { a: b }")}encryptionsalt: v1:abc\nenvironment: [base]\n`;
    const { other } = parseStackFile(text, where);
    expect(problemsOf({ environment: "local", cluster: { name: "a" } }, other)).toEqual({});
  });
});

describe("readStackFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "stack-file-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "Pulumi.dev.yaml"), file("aiobs:environment: dev"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: aiobs\n");

  test("reads the file", () => {
    expect(readStackFile(join(folder, "Pulumi.dev.yaml")).raw).toEqual({ environment: "dev" });
  });

  test("says which stacks there are where a file is missing", () => {
    expect(() => readStackFile(join(folder, "Pulumi.dve.yaml"))).toThrow(
      'no such stack file; there are: "Pulumi.dev.yaml"; did you mean "Pulumi.dev.yaml"?',
    );
  });
});
