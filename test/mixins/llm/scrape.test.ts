import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordedContracts } from "../../../contracts/recorded-contracts.ts";
import { litellmCatalogue } from "../../../mixins/litellm/catalogue.ts";
import { llmScrapeJobs } from "../../../mixins/llm/scrape.ts";
import { podTargets } from "../../../mixins/pod-targets.ts";
import type { RelabelConfig } from "../../../mixins/scrape-job.ts";
import { relabel } from "../relabel.ts";

const pods = { namespaces: ["llm"], podLabels: { "app.kubernetes.io/name": "litellm" }, port: 4000 };
const [litellm] = llmScrapeJobs("c1", { litellm: pods });
const steps = litellm?.metric_relabel_configs ?? [];

/** What the kept series of a metric are, as far as `keep` and `drop` say. */
function isKept(labels: Readonly<Record<string, string>>): boolean {
  return steps.every(({ action, source_labels = [], regex = "(.*)" }) => {
    const matches = new RegExp(`^(?:${regex})$`, "s").test(source_labels.map((label) => labels[label] ?? "").join(";"));
    return (action !== "keep" || matches) && (action !== "drop" || !matches);
  });
}

test("pods are found by their labels and their port, and told apart by namespace and name", () => {
  expect(litellm?.kubernetes_sd_configs).toEqual(podTargets({ ...pods, labels: pods.podLabels }).kubernetes_sd_configs);
  const discovered = {
    __meta_kubernetes_namespace: "llm",
    __meta_kubernetes_pod_name: "litellm-0",
    __meta_kubernetes_pod_phase: "Running",
    __meta_kubernetes_pod_container_port_number: "4000",
  };
  expect(relabel(discovered, litellm?.relabel_configs ?? [])).toEqual({
    cluster: "c1",
    application: "litellm",
    instance: "litellm-0:4000",
    namespace: "llm",
    pod: "litellm-0",
  });
});

test("a server that is named nowhere is not scraped", () => {
  expect(llmScrapeJobs("c1", { vllm: pods }).map(({ job_name }) => job_name)).toEqual(["vllm"]);
});

describe("of LiteLLM's metrics", () => {
  const latency = "litellm_request_total_latency_metric_bucket";

  test.each([
    ["litellm_proxy_total_requests_metric_total", true],
    ["litellm_proxy_total_requests_metric_created", false],
    ["litellm_remaining_team_budget_metric", true],
    ["litellm_remaining_user_budget_metric", false],
    ["process_resident_memory_bytes", true],
  ])("%s: kept is %s", (name, kept) => {
    expect(isKept({ __name__: name })).toBe(kept);
  });

  const recorded = recordedContracts().find(({ exporter }) => exporter === "litellm")?.metrics ?? [];
  const described = litellmCatalogue.metrics.flatMap(({ name, buckets }) => (buckets ? [{ name, buckets }] : []));

  test.each(described)("the buckets of $name are those that the catalogue has", ({ name, buckets }) => {
    const exposed = recorded.find((metric) => metric.name === name)?.buckets ?? [];
    const texts = exposed.map((bound) => (Number.isInteger(bound) ? `${bound}.0` : String(bound)));
    const stay = texts.filter((le) => isKept({ __name__: `${name}_bucket`, le }));
    expect(stay.map(Number)).toEqual(buckets);
    expect(isKept({ __name__: `${name}_bucket`, le: "+Inf" })).toBe(true);
  });

  test.each(["+Inf", "5", "5.0", "10.0", "7.5"])("the bucket %s stays", (le) => {
    expect(isKept({ __name__: latency, le })).toBe(true);
  });

  test.each(["0.00625", "1.5", "4.0", "4", "9.5", "25.0", "240.0", "420.0", "600.0"])("the bucket %s goes", (le) => {
    expect(isKept({ __name__: latency, le })).toBe(false);
  });
});

describe("what tells a person", () => {
  /** The labels after the steps, with a hash that anybody can follow. */
  function relabelled(labels: Readonly<Record<string, string>>): Record<string, string> {
    return steps.reduce<Record<string, string>>((now, step) => applied(step, now), { ...labels });
  }

  function applied(step: RelabelConfig, now: Readonly<Record<string, string>>): Record<string, string> {
    const { action = "replace", source_labels = [], regex = "(.*)", target_label = "", modulus = 1 } = step;
    const joined = source_labels.map((label) => now[label] ?? "").join(";");
    const pattern = new RegExp(`^(?:${regex})$`, "s");
    if (action === "hashmod") {
      return {
        ...now,
        [target_label]: String([...joined].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % modulus, 7)),
      };
    }
    if (action === "labeldrop") return Object.fromEntries(Object.entries(now).filter(([name]) => !pattern.test(name)));
    const found = action === "replace" ? pattern.exec(joined) : null;
    return found === null ? { ...now } : { ...now, [target_label]: found[1] ?? "" };
  }

  test("is a number afterwards, the same for the same person, and nothing where there was nothing", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (email, ip) => {
        const after = relabelled({
          __name__: "litellm_spend_metric_total",
          user_email: email,
          client_ip: ip,
          team: "t",
        });
        expect(after).toEqual({
          __name__: "litellm_spend_metric_total",
          team: "t",
          user_email: expect.stringMatching(/^\d+$/),
          client_ip: expect.stringMatching(/^\d+$/),
        });
        if (email === ip) expect(after.user_email).toBe(after.client_ip);
      }),
    );
  });
});
