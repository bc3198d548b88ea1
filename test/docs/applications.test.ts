/** What the page on one's own applications tells people to write. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { AGENT } from "../../components/collection/agent/agent.ts";
import { PROMETHEUS } from "../../components/metrics/prometheus.ts";
import { placeFacts } from "../../components/place.ts";
import { serviceAddress } from "../../components/workload/addresses.ts";
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

test("the page has recipes, a policy for the other side, and the environment of one that sends", () => {
  expect(recipes.length).toBeGreaterThan(1);
  expect(blocks).toHaveLength(recipes.length + 2);
});

test("the environment of one that sends leads to the agent, under the name of its recipe", () => {
  const env: readonly { readonly name: string; readonly value?: string }[] = blocks.flatMap(({ env = [] }) => env);
  const written = (name: string) => env.find((one) => one.name === name)?.value;
  const place = placeFacts("test", settingsWith());
  expect(written("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe(`http://${serviceAddress(place, AGENT, "otlp-grpc")}`);
  expect(page).toContain(`serviceName: ${written("OTEL_SERVICE_NAME")}\n`);
});

describe("a recipe", () => {
  test.each(recipes)("is taken as it stands: %j", (config) => {
    expect(Object.keys(config)).toEqual(["aiobs:applications"]);
    const settings = settingsWith({ applications: config["aiobs:applications"], logs: { store: "volume" } });
    const scraped = applications.observe(settings);
    const { jobs = [], senders = [], calls = [] } = scraped ?? {};
    expect([...jobs, ...senders]).toHaveLength(Object.keys(config["aiobs:applications"]).length);
    expect(calls.length).toBeGreaterThanOrEqual(jobs.length);
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
