/** The settings that the page recommends are those that the contracts were recorded with, so that what it says of them was seen. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { AGENT } from "../../components/collection/agent/agent.ts";
import { placeFacts } from "../../components/place.ts";
import { serviceAddress } from "../../components/workload/addresses.ts";
import { litellmConfig } from "../../contracts/applications/litellm-settings.ts";
import { recordedContracts } from "../../contracts/recorded-contracts.ts";
import { ROOT } from "../../preview/root.ts";
import { systems } from "../../systems/all.ts";
import { observedBy } from "../../systems/observed.ts";
import { settingsWith } from "../components/settings.ts";

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

describe("all three together", () => {
  const [recipe, environment] = [...sectionOf("All three together").matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text = ""]) => parse(text),
  );
  const config = Object.entries<unknown>(recipe.config).map(([key, value]) => [key.replace(/^aiobs:/, ""), value]);
  const settings = settingsWith(Object.fromEntries(config));

  test("are watched, each by what it tells: a gateway that is asked, pages that send", () => {
    const found = observedBy(systems, settings);
    const presets = found.flatMap(({ scraped }) => Object.keys(scraped.presets ?? {}));
    expect(presets).toEqual(["litellm", "open-webui"]);
    expect(found.flatMap(({ scraped }) => scraped.senders ?? [])).toMatchObject([{ name: "open-webui" }]);
  });

  test("send to the agent, under the name that the settings have", () => {
    const written = new Map(
      environment.env.map(({ name, value }: { name: string; value?: string }) => [name, value] as const),
    );
    expect(written.get("OTEL_SERVICE_NAME")).toBe("open-webui");
    expect(written.get("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe(
      `http://${serviceAddress(placeFacts("test", settings), AGENT, "otlp-grpc")}`,
    );
    const named = [...sectionOf("Open WebUI").matchAll(/^\| `([A-Z]\w+)=/gm)].map(([, name]) => name);
    // Forms of what it sends, and what it tells LiteLLM, are chosen for each.
    const chosen = ["OTEL_OTLP_SPAN_EXPORTER", "ENABLE_FORWARD_USER_INFO_HEADERS", "LOG_FORMAT"];
    expect([...written.keys()]).toEqual(expect.arrayContaining(named.filter((name) => !chosen.includes(name ?? ""))));
  });
});
