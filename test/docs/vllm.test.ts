/** What the page on vLLM tells people to write and to run, as far as no cluster is needed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { formatProblem } from "../../problems/format.ts";
import { systems } from "../../systems/all.ts";
import { customSystem } from "../../systems/custom.ts";
import { folderOf } from "../systems/custom/folder-of.ts";

const page = readFileSync(join(ROOT, "docs/vllm.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);
const [settings = "", rules = "", change = ""] = blocks("yaml");

let plan: ReturnType<typeof previewStack> | undefined;

/** The stack that the page makes, with the rule and the changed limit of its later steps. */
function planned() {
  plan ??= plannedAnew();
  return plan;
}

function plannedAnew() {
  const config = { ...parse(settings).config, ...parse(change).config };
  const folder = folderOf({ "Pulumi.chat.yaml": JSON.stringify({ config }), "rules/chat.yaml": rules });
  const own = systems.map((system) => (system.mixin.brought === undefined ? system : customSystem(folder)));
  return previewStack("chat", join(folder, "Pulumi.chat.yaml"), own);
}

describe("the stack of the page", () => {
  const jobsIn = (config = "") =>
    z
      .object({ scrape_configs: z.array(z.object({ job_name: z.string() })) })
      .parse(parse(config))
      .scrape_configs.map(({ job_name }) => job_name);

  test("is sound, but for the runbook that nobody has written for the rule of one's own", async () => {
    const { summary } = await planned();
    const told = summary.checks.flatMap(({ problems }) => problems).map(formatProblem);
    expect(told).toEqual([expect.stringContaining("custom/runbooks/ChatModelGone.md")]);
  });

  test("scrapes vLLM, keeps its logs and traces, shows it and alerts", async () => {
    const { files: contents } = await planned();
    expect(jobsIn(contents.get("prometheus/prometheus.yml"))).toContain("chat-model");
    const files = [...contents.keys()];
    for (const needed of [
      "loki/",
      "tempo/",
      "dashboards/",
      "prometheus/rules/vllm.yaml",
      "prometheus/rules/custom-chat.yaml",
    ])
      expect(
        files.filter((file) => file.startsWith(needed)),
        needed,
      ).not.toEqual([]);
    const { groups } = parse(contents.get("prometheus/rules/vllm.yaml") ?? "");
    const late = groups
      .flatMap((group: { rules: readonly { alert?: string; expr: string }[] }) => group.rules)
      .find(({ alert }: { alert?: string }) => alert === "VllmTimeToFirstTokenHigh");
    expect(late.expr).toMatch(/> 5\b/);
  });
});

test("its commands are scripts of this repository, and the agent is where it says", async () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const named = blocks("sh").flatMap((block) => [...block.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(1);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
  const { files } = await planned();
  const agent = [...files]
    .filter(([file]) => file.startsWith("kubernetes/"))
    .map(([, text]) => parse(text))
    .find(({ kind, metadata }) => kind === "Service" && metadata?.name === "otel-agent");
  const [, host = "", port = ""] = /grpc:\/\/([\w.-]+):(\d+)/.exec(page) ?? [];
  expect(`${agent.metadata.name}.${agent.metadata.namespace}.svc`).toBe(host);
  expect(agent.spec.ports.map((each: { port: number }) => each.port)).toContain(Number(port));
});
