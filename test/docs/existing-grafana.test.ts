/** What the page on existing Grafanas tells people to write and to run, as far as neither is needed. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";

const page = readFileSync(join(ROOT, "docs/existing-grafana.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);
const [inside = "", cloud = "", logs = ""] = blocks("yaml");

const bed = new AsyncDisposableStack();
const folder = temporaryFolder(bed);
afterAll(() => bed.disposeAsync());

/** What is wrong with a stack of the page, and the names of its data sources. */
async function previewed(settings: string) {
  const file = join(folder, "Pulumi.edge.yaml");
  writeFileSync(file, settings);
  const { plan, summary } = await previewStack("edge", file);
  return {
    problems: summary.checks.flatMap(({ problems }) => problems),
    sources: plan.resources.flatMap(({ type, inputs }) =>
      type === "grafana:oss/dataSource:DataSource" ? [inputs.name] : [],
    ),
    elsewhere: summary.partsElsewhere,
  };
}

describe("the stacks of the page", () => {
  test("in the same cluster, all that the stack has is a data source", async () => {
    const { problems, sources, elsewhere } = await previewed(inside);
    expect(problems).toEqual([]);
    expect(sources.toSorted()).toEqual(
      ["Alertmanager", "Loki", "Prometheus", "Tempo"].map((name) => `${name} (research)`),
    );
    expect(elsewhere.map(({ part }) => part)).toEqual(["grafana"]);
  });

  test("with Grafana Cloud, its own data source is asked, and none is made", async () => {
    const { problems, sources } = await previewed(cloud);
    expect(problems).toEqual([]);
    expect(sources).toEqual([]);
  });

  test("with logs that stay, Loki is one by the address that the page shows", async () => {
    const { config } = parse(cloud);
    const existing = { ...config["aiobs:grafana"].existing, ...parse(logs).config["aiobs:grafana"].existing };
    const grafana = { ...config["aiobs:grafana"], existing };
    const changed = { ...config, "aiobs:grafana": grafana, "aiobs:logs": { store: "volume" } };
    const { problems, sources } = await previewed(stringify({ config: changed }));
    expect(problems).toEqual([]);
    expect(sources).toEqual(["Loki (research)"]);
  });
});

test("its commands are scripts of this repository, and set the secrets that its settings name", () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const commands = blocks("sh").join("");
  const named = [...commands.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
  expect(named).toEqual(["preview", "engine:up"]);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
  const set = [...commands.matchAll(/config set --secret (\w+)/g)].map(([, name = ""]) => name);
  expect(set).toEqual(["grafanaToken", "cloudToken"]);
  for (const secret of set) expect(cloud).toContain(`{ secret: ${secret} }`);
});
