import { describe, expect, test } from "vitest";
import { applications } from "../../../systems/applications.ts";
import { observedBy } from "../../../systems/observed.ts";
import { presets } from "../../../systems/presets/all.ts";
import { presetSystem } from "../../../systems/presets/preset-system.ts";
import { settingsWith } from "../../components/settings.ts";
import { localSettings, problemsOf } from "../../config/problems-of.ts";

const systems = [applications, ...presets.map(presetSystem)];
const where = { namespaces: ["data"], labels: { app: "x" } };

const observed = (all: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  observedBy(systems, settingsWith({ applications: all, ...more }));

const asked = presets.flatMap(({ scrape, ...preset }) =>
  scrape === undefined ? [] : [{ ...preset, scrape, name: preset.mixin.system }],
);

describe.each(asked)("the preset $name", (preset) => {
  const [of] = observed({ mine: { preset: preset.name, pods: where } });

  test("knows the port and the path, and what is dropped", () => {
    const [job] = of?.scraped.jobs ?? [];
    expect(job?.metrics_path).toBe(preset.scrape.path);
    expect(of?.scraped.calls.flatMap(({ ports }) => ports)).toMatchObject([{ number: preset.scrape.port }]);
    expect(JSON.stringify(job?.relabel_configs)).toContain(`"${preset.scrape.port}"`);
    for (const one of preset.scrape.drop) expect(JSON.stringify(job?.metric_relabel_configs)).toContain(one);
  });

  test("says how large a target is", () => {
    const series = applications.series?.(
      settingsWith({ applications: { mine: { preset: preset.name, pods: where } } }),
      {
        scrapeJobs: 1,
        ruleGroups: 1,
        shards: 1,
      },
    );
    expect(series?.jobs).toMatchObject([{ targets: 5, metrics: [{ series: 5 * preset.seriesPerTarget }] }]);
  });

  test("gives way to what the application says itself", () => {
    const own = { preset: preset.name, pods: { ...where, ports: [1234] }, path: "/own", size: { seriesPerTarget: 7 } };
    const [found] = observed({ mine: own });
    expect(found?.scraped.jobs).toMatchObject([{ metrics_path: "/own" }]);
    expect(found?.scraped.calls.flatMap(({ ports }) => ports)).toMatchObject([{ number: 1234 }]);
  });
});

describe("a preset of what sends its metrics", () => {
  const withOne = (application: Record<string, unknown>) =>
    problemsOf(localSettings({ applications: { mine: application }, logs: { store: "volume" } }));
  const settings = { applications: { mine: { preset: "open-webui", sends: "otlp" } }, logs: { store: "volume" } };

  test("keeps what its rules and dashboard ask for, unless the application says what", () => {
    const [found] = observedBy(systems, settingsWith(settings));
    expect(found?.scraped.senders?.flatMap(({ keep = [] }) => keep)).toContain("webui[.]users[.]active");
    const own = { applications: { mine: { ...settings.applications.mine, metrics: { keep: ["a"] } } } };
    const [other] = observedBy(systems, settingsWith({ ...settings, ...own }));
    expect(other?.scraped.senders).toMatchObject([{ keep: ["a"] }]);
  });

  test("is not asked", () => {
    expect(withOne(settings.applications.mine)).toEqual({});
    expect(withOne({ preset: "open-webui", pods: { ...where, ports: [8080] } })).toEqual({
      "aiobs:applications.mine.preset":
        "open-webui serves no metrics: it sends them; write sends: otlp in place of where it runs",
    });
  });

  test("asks for its own applications, for others have metrics of the same names", () => {
    const [, webui] = observedBy(systems, settingsWith(settings));
    const scraped = { cluster: "c", jobs: [], ...(webui && { presets: webui.scraped.presets ?? {} }) };
    const rules = webui?.mixin.alertsOn?.(scraped).flatMap((group) => group.rules) ?? [];
    expect(rules.length).toBeGreaterThan(0);
    for (const { alert, expr } of rules) {
      const [asked, told] = [/http_\w+|process_\w+/g, /application=~"mine"/g].map((one) => [...expr.matchAll(one)]);
      expect(told?.length, alert).toBeGreaterThan(0);
      expect(asked?.filter(([name]) => /_(?:count|bucket|requests|total)$/.test(name)).length, alert).toBe(
        told?.length,
      );
    }
  });
});

describe("a stack", () => {
  const named = (all: Record<string, unknown>, more?: Record<string, unknown>) =>
    observed(all, more).map(({ mixin }) => mixin.system);

  test("observes the presets that its applications have, and no others", () => {
    expect(named({ a: { preset: "redis", pods: where }, b: { pods: { ...where, ports: [1] } } })).toEqual([
      "applications",
      "redis",
    ]);
    expect(named({ b: { pods: { ...where, ports: [1] } } })).toEqual(["applications"]);
  });

  test("knows whose each of them is", () => {
    const all = { a: { preset: "redis", pods: where }, b: { preset: "redis", pods: where, team: "chat" } };
    expect(observed(all).at(-1)?.scraped.presets).toEqual({ redis: [{ name: "a" }, { name: "b", team: "chat" }] });
  });

  test("observes the vLLM of its LLM platform", () => {
    const llm = { vllm: { namespaces: ["llm"] } };
    const traces = { store: "volume", spansPerSecond: 100, processing: "agent" };
    expect(observedBy(systems, settingsWith({ llm, traces })).map(({ scraped }) => scraped.presets)).toEqual([
      { vllm: [{ name: "vllm" }] },
    ]);
  });
});

describe("a label `application` of a server's own", () => {
  const stepsOf = (application: Record<string, unknown>) =>
    JSON.stringify(observed({ mine: application }).flatMap(({ scraped }) => scraped.jobs)[0]?.metric_relabel_configs);

  test("takes the target's place, where no rule tells applications apart by that", () => {
    expect(stepsOf({ pods: { ...where, ports: [1] } })).toContain('"target_label":"application"');
  });

  test("gets another name with a preset whose server has one: its rules are told whose it is", () => {
    const steps = stepsOf({ preset: "ray", pods: where });
    expect(steps).toContain(
      '"source_labels":["exported_application"],"regex":"(.+)","target_label":"serve_application"',
    );
    expect(steps).not.toContain('"target_label":"application"');
  });
});

describe("the settings", () => {
  const withOne = (application: Record<string, unknown>) =>
    problemsOf(localSettings({ applications: { chat: application } }));

  test.each([
    ["pods", { pods: where }],
    ["service", { service: { namespace: "data", name: "x" } }],
  ])("ask for the ports of %s where there is no preset", (at, application) => {
    expect(withOne(application)).toEqual({
      [`aiobs:applications.chat.${at}.ports`]:
        "needed where there is no preset; name the ports that serve metrics, or the preset that the application is",
    });
    expect(withOne({ ...application, preset: "redis" })).toEqual({});
  });

  test("refuse a preset that there is not, and say which there are", () => {
    expect(withOne({ pods: where, preset: "rediss" })["aiobs:applications.chat.preset"]).toMatch(/"redis"/);
  });
});
