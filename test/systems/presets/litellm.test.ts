/** LiteLLM as an application, and as a part of an LLM platform: what is stored of it. */
import { describe, expect, test } from "vitest";
import type { RelabelConfig } from "../../../mixins/scrape-job.ts";
import { systems } from "../../../systems/all.ts";
import { checkedContent } from "../../../systems/content.ts";
import { observedBy } from "../../../systems/observed.ts";
import { settingsWith } from "../../components/settings.ts";
import { relabel } from "../../mixins/relabel.ts";

const pods = { namespaces: ["llm"], labels: { app: "litellm" } };
const traces = { store: "volume", spansPerSecond: 100, processing: "agent" };

/** The steps on the samples of the one job of a stack that is of LiteLLM. */
function stepsOf(job: string, settings: Readonly<Record<string, unknown>>): readonly RelabelConfig[] {
  const jobs = observedBy(systems, settingsWith(settings)).flatMap(({ scraped }) => scraped.jobs);
  const found = jobs.filter(({ job_name }) => job_name === job || job_name.startsWith(`${job}/`));
  expect(found.length).toBeGreaterThan(0);
  return found[0]?.metric_relabel_configs ?? [];
}

const asApplication = (own: Readonly<Record<string, unknown>>) =>
  stepsOf("gateway", { applications: { gateway: { preset: "litellm", ...own } } });
const inPods = asApplication({ pods });
const inPlatform = stepsOf("litellm", { llm: { litellm: { namespaces: ["llm"] } }, traces });

const spend = { __name__: "litellm_spend_metric_total", team: "research", hashed_api_key: "88dc" };
const persons = {
  ...{ user: "u1", end_user: "u2", user_email: "a@example.com", user_alias: "Anna", client_ip: "10.1.2.3" },
  ...{ user_agent: "curl/8", api_key_alias: "anna-laptop" },
};

test.each([
  { watched: "by its preset", steps: inPods },
  { watched: "by an application that keeps everything", steps: asApplication({ pods, metrics: { keep: [".+"] } }) },
  { watched: "as a part of a platform", steps: inPlatform },
])("tells of no person, watched $watched", ({ steps }) => {
  const stored = relabel({ ...spend, ...persons }, steps);
  expect(stored).toMatchObject(spend);
  expect(Object.keys(stored ?? {}).sort()).toEqual(Object.keys({ ...spend, ...persons }).sort());
  for (const label of Object.keys(persons)) expect(stored?.[label]).toMatch(/^\d+$/);
  // Whoever has no name gets none.
  expect(relabel(spend, steps)).toEqual(spend);
});

describe("as an application", () => {
  test("keeps what rules ask for, unless its settings say what", () => {
    const names = ["litellm_spend_metric_total", "litellm_spend_metric_created", "litellm_total_users", "process_x"];
    const keptBy = (steps: readonly RelabelConfig[]) =>
      names.filter((name) => relabel({ __name__: name }, steps) !== undefined);
    expect(keptBy(inPods)).toEqual(["litellm_spend_metric_total", "process_x"]);
    expect(keptBy(asApplication({ pods, metrics: { keep: ["litellm_total_users"] } }))).toEqual([
      "litellm_total_users",
    ]);
  });

  test("has the buckets that it has as a part of a platform", () => {
    const bounds = ["0.005", "0.05", "0.25", "1.0", "7.5", "300.0", "600.0", "+Inf"];
    const of = (steps: readonly RelabelConfig[]) =>
      ["request_total_latency_metric", "overhead_latency_metric", "request_queue_time_seconds"].map((name) =>
        bounds.filter((le) => relabel({ __name__: `litellm_${name}_bucket`, le }, steps) !== undefined),
      );
    expect(of(inPods)).toEqual(of(inPlatform));
    expect(of(inPods)[0]).toEqual(["0.005", "0.05", "0.25", "1.0", "7.5", "300.0", "+Inf"]);
  });

  test("leaves a platform whose objectives are of a gateway that it does not name with queries that can be asked", () => {
    const settings = {
      applications: { gateway: { preset: "litellm", pods } },
      llm: { vllm: { namespaces: ["llm"] } },
      traces,
    };
    expect(() => checkedContent(systems, settingsWith(settings))).not.toThrow();
  });
});
