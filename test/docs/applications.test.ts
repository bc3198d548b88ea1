/** What the page on one's own applications tells people to write. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { PROMETHEUS } from "../../components/metrics/prometheus.ts";
import { selectorLabels } from "../../components/workload/labels.ts";
import { ROOT } from "../../preview/root.ts";
import { systems } from "../../systems/all.ts";
import { applications } from "../../systems/applications.ts";
import { estimateStack } from "../../systems/estimate.ts";
import { scrapeProblems } from "../../systems/scrape-problems.ts";
import { settingsWith } from "../components/settings.ts";

const page = readFileSync(join(ROOT, "docs/applications.md"), "utf8");
const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => parse(text));
const recipes = blocks.filter(({ config }) => config !== undefined).map(({ config }) => [config] as const);

test("the page has recipes, and a policy for the other side", () => {
  expect(recipes.length).toBeGreaterThan(1);
  expect(blocks).toHaveLength(recipes.length + 1);
});

describe("a recipe", () => {
  test.each(recipes)("is taken as it stands: %j", (config) => {
    expect(Object.keys(config)).toEqual(["aiobs:applications"]);
    const settings = settingsWith({ applications: config["aiobs:applications"] });
    const scraped = applications.observe(settings);
    expect(scraped?.jobs).toHaveLength(Object.keys(config["aiobs:applications"]).length);
    expect(scraped?.calls.length).toBeGreaterThan(0);
    expect(scrapeProblems(scraped === undefined ? [] : [scraped], estimateStack(systems, settings))).toEqual([]);
  });
});

test("the policy for the other side admits Prometheus, to the port that it asks", () => {
  const [{ spec, metadata }] = blocks.filter(({ kind }) => kind === "NetworkPolicy");
  const [{ from, ports }] = spec.ingress;
  expect(selectorLabels(PROMETHEUS)).toMatchObject(from[0].podSelector.matchLabels);
  expect(from[0].namespaceSelector.matchLabels["kubernetes.io/metadata.name"]).toBe(settingsWith().namespace);
  const [call] =
    applications.observe(settingsWith({ applications: recipes[0]?.[0]["aiobs:applications"] }))?.calls ?? [];
  expect(call?.to).toMatchObject({ namespace: metadata.namespace, podLabels: spec.podSelector.matchLabels });
  expect(call?.ports).toMatchObject([{ number: ports[0].port }]);
});
