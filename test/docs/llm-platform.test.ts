/** The settings that the page recommends are those that the contracts were recorded with, so that what it says of them was seen. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { litellmConfig } from "../../contracts/applications/litellm-settings.ts";
import { recordedContracts } from "../../contracts/recorded-contracts.ts";
import { ROOT } from "../../preview/root.ts";

const page = readFileSync(join(ROOT, "docs/llm-platform.md"), "utf8");
const sectionOf = (heading: string) => page.split(/^## /m).find((section) => section.startsWith(heading)) ?? "";

describe.each([
  { heading: "LiteLLM", application: "litellm" },
  { heading: "Open WebUI", application: "open-webui" },
])("the table of $heading", ({ heading, application }) => {
  const named = [...sectionOf(heading).matchAll(/^\| `([A-Z]\w+=[^`]+)` \|/gm)].map(([, setting = ""]) => setting);

  test("has the settings that it was recorded with, and no others", () => {
    const contract = recordedContracts().find(({ exporter }) => exporter === application);
    expect(named.toSorted()).toEqual([...(contract?.settings ?? [])].sort());
  });
});

test("LiteLLM was recorded with what its file of settings has, where that needs no database and hides no label", () => {
  const [, text = ""] = /```yaml\n(.*?)```/s.exec(sectionOf("LiteLLM")) ?? [];
  const { litellm_settings, general_settings } = parse(text);
  const recorded = parse(litellmConfig({ upstream: "http://127.0.0.1:1", redisPort: 1 }));
  const { callbacks, service_callback, json_logs } = litellm_settings;
  expect(recorded.litellm_settings).toMatchObject({ callbacks, service_callback, json_logs });
  expect(recorded.general_settings).toMatchObject(general_settings);
});

test("every file that it names is there", () => {
  const files = recordedContracts().map(({ exporter, version }) => `${exporter}-${version}.json`);
  const named = [...page.matchAll(/`(?:contracts\/recorded\/)?((?:litellm|open-webui)[\w.-]*\.json)`/g)].map(
    ([, file]) => file,
  );
  expect(named).toHaveLength(4);
  for (const file of named) expect(files).toContain(file);
});
