import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../problems/format.ts";
import { readCustomRules } from "../../../systems/custom/rules.ts";
import { folderOf } from "./folder-of.ts";

const SOUND = "groups: [{ name: shop, rules: [{ alert: ShopDown, expr: up == 0 }] }]\n";

const read = (files: Readonly<Record<string, string>>) => readCustomRules(folderOf(files), new Set());

const problemsOf = (text: string) => read({ "a.yaml": text }).problems.map(formatProblem);

describe("rule files that people bring along", () => {
  test("are read in the order of their names, plain or as a PrometheusRule", () => {
    const { files, problems } = read({
      "b.yml": SOUND,
      "a.yaml": `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: x }\nspec: { ${SOUND.trim()} }\n`,
      "README.md": "how to",
      ".gitkeep": "",
    });
    expect(problems).toEqual([]);
    expect(files.map(({ file, name, groups }) => [file, name, groups])).toEqual([
      ["custom/rules/a.yaml", "a", [{ name: "shop", rules: [{ alert: "ShopDown", expr: "up == 0" }] }]],
      ["custom/rules/b.yml", "b", [{ name: "shop", rules: [{ alert: "ShopDown", expr: "up == 0" }] }]],
    ]);
  });

  test("may hold several documents, and a number as an expression", () => {
    const { files, problems } = read({
      "a.yaml": `${SOUND}---\ngroups: [{ name: heart, rules: [{ alert: Beat, expr: 1 }] }]\n---\n`,
    });
    expect(problems).toEqual([]);
    expect(files.flatMap(({ groups }) => groups.map(({ name, rules }) => [name, rules[0]?.expr]))).toEqual([
      ["shop", "up == 0"],
      ["heart", "1"],
    ]);
  });

  test("are none where there is no folder", () => {
    expect(readCustomRules("/nowhere/at/all", new Set())).toEqual({ files: [], problems: [] });
  });

  test.each([
    ["groups: [\n", /a\.yaml:\d:\d: is not YAML/],
    ["", /a\.yaml: is empty; remove it/],
    ["groups: [{ name: shop, rule: [] }]\n", /group shop.* has rule, which nothing reads/],
    [
      "groups: [{ name: shop, rules: [{ alert: A, expr: up, forr: 5m }] }]\n",
      /group shop, rule A.* has forr, which nothing reads/,
    ],
    ["groups: [{ name: shop, rules: [{ alert: A, expr: up, for: five }] }]\n", /rule A, for.* is not a duration/],
    ["groups: [{ name: shop, rules: [{ alert: A, expr: ' ' }] }]\n", /rule A, expr/],
    ["groups: [{ name: shop, rules: [{ expr: up }] }]\n", /rule 1.* has either `record` or `alert`/],
    ["groups: [{ name: shop, rules: [{ record: a-b, expr: up }] }]\n", /"a-b" is not the name of a series/],
    [
      "groups: [{ name: shop, rules: [{ record: a, expr: up, annotations: { x: y } }] }]\n",
      /a recording rule has no annotations/,
    ],
    ["groups: [{ name: shop, rules: [{ alert: A, expr: up, labels: { n: 1 } }] }]\n", /write it between quotes/],
    [`${SOUND}---\n${SOUND}`, /group shop: stands twice in this file/],
    ["kind: ServiceMonitor\napiVersion: monitoring.coreos.com/v1\nspec: {}\n", /a manifest here is a PrometheusRule/],
    ["- alert: A\n", /a\.yaml/],
  ])("are refused with place and reason: %j", (text, message) => {
    expect(problemsOf(text).join("\n")).toMatch(message);
  });

  test("are told of on one line, whatever of them a parser repeats", () => {
    const rest = "  - { alert: A, expr: up }\n".repeat(100);
    const told = problemsOf(`groups: [\n'x'] '${rest}'`);
    expect(told).not.toEqual([]);
    for (const line of told) expect(line.length).toBeLessThan(300);
  });

  test("have names of their own, and lie beside nothing else", () => {
    const { problems } = read({ "a.yaml": SOUND, "a.yml": SOUND, "b.json": "{}", "deep/c.yaml": SOUND });
    expect(problems.map(formatProblem)).toEqual([
      expect.stringContaining("custom/rules/b.json: does not belong here; files here end in .yaml or .yml"),
      expect.stringContaining("custom/rules/deep: does not belong here"),
      expect.stringContaining("custom/rules/a.yml: custom/rules/a.yaml has that name already"),
    ]);
  });
});
