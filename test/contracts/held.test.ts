/** Catalogues and queries against what the applications were seen to tell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applications } from "../../contracts/applications/all.ts";
import { labelsOf } from "../../contracts/compare/differences.ts";
import { metricsNotHeld, tracesOf } from "../../contracts/compare/held.ts";
import { recordedContracts } from "../../contracts/recorded-contracts.ts";
import { checkDashboards } from "../../dashboards/check.ts";
import { collectorCatalogue } from "../../mixins/collectors/metrics.ts";
import { tiersCatalogue } from "../../mixins/collectors/tiers.ts";
import { kubeStateMetricsCatalogue } from "../../mixins/kubernetes/kube-state-metrics.ts";
import { litellmCatalogue } from "../../mixins/litellm/catalogue.ts";
import { llmTraces } from "../../mixins/llm/traces.ts";
import { nodeCatalogue } from "../../mixins/node/metrics.ts";
import { alertmanagerCatalogue } from "../../mixins/observability/alertmanager-metrics.ts";
import { prometheusCatalogue } from "../../mixins/observability/prometheus-metrics.ts";
import { ROOT } from "../../preview/root.ts";
import { formatProblem } from "../../problems/format.ts";
import type { Catalogue } from "../../queries/catalogue.ts";
import { systems } from "../../systems/all.ts";
import { knownData } from "../../systems/known.ts";

const contracts = recordedContracts();
const traced = contracts.filter(({ spans }) => spans.length > 0);
const page = readFileSync(join(ROOT, "docs/contracts.md"), "utf8");

/** What queries ask for although no contract has it: the page says why. */
const excepted = [...page.matchAll(/^\| `([\w.]+)` \| /gm)].map(([, name = ""]) => name);

function contractOf(name: string) {
  const found = contracts.filter(({ exporter }) => exporter === name).at(-1);
  if (found === undefined) throw new Error(`${name} is not recorded`);
  return found;
}

test("the files are of applications that can be recorded, in the pinned version and with their settings", () => {
  const pinned = new Map(applications.map(({ name, version, settings }) => [`${name}-${version}`, settings]));
  for (const { exporter, version, settings } of contracts) {
    expect(settings, exporter).toEqual(pinned.get(`${exporter}-${version}`));
  }
  const recorded = contracts.map(({ exporter }) => exporter);
  expect(recorded).toEqual(
    expect.arrayContaining(["litellm", "litellm-defaults", "open-webui", "open-webui-defaults"]),
  );
});

test("what the catalogue of LiteLLM says is what it exposes", () => {
  expect(metricsNotHeld(litellmCatalogue, contractOf("litellm"))).toEqual([]);
});

describe("kube-state-metrics", () => {
  const contract = contractOf("kube-state-metrics");

  test("exposes what its catalogue says, but for what nothing brings out", () => {
    expect(metricsNotHeld(kubeStateMetricsCatalogue, contract)).toEqual([
      "kube_cronjob_schedule_invalid: is not exposed",
      "kube_state_metrics_list_total: is not exposed",
    ]);
  });

  test("is recorded with objects of each kind that it watches", () => {
    const kinds = contract.settings.flatMap((setting) => /^--resources=(.*)$/.exec(setting)?.[1]?.split(",") ?? []);
    const seen = contract.metrics.map(({ name }) => name);
    expect(kinds).toContain("pods");
    expect(
      kinds.map((kind) => `kube_${kind.replace(/s$/, "")}_created`).filter((name) => !seen.includes(name)),
    ).toEqual([]);
  });

  test("shows the labels of nodes that rules and dashboards are told of", () => {
    const allowed = contract.settings.flatMap((setting) => /=nodes=\[(.*)\]$/.exec(setting)?.[1]?.split(",") ?? []);
    const shown = contract.metrics.find(({ name }) => name === "kube_node_labels");
    expect(shown?.sometimes).toEqual(allowed.map((label) => `label_${label.replaceAll(/\W/g, "_")}`).sort());
  });
});

test("a catalogue that says something else is told from it", () => {
  const catalogue: Catalogue = {
    system: "litellm",
    targetLabels: {},
    metrics: [
      { name: "litellm_gone", type: "gauge", help: "Gone.", labels: {} },
      { name: "litellm_deployment_state", type: "counter", help: "State.", labels: { team: {} } },
      { name: "litellm_redis_latency", type: "histogram", help: "Redis.", labels: {}, buckets: [0.005, 0.3] },
    ],
  };
  expect(metricsNotHeld(catalogue, contractOf("litellm"))).toEqual([
    "litellm_gone: is not exposed",
    "litellm_deployment_state: is a gauge, not a counter",
    "litellm_deployment_state: has no label team",
    "litellm_redis_latency: has no bucket 0.3",
  ]);
});

/** What agents, routers and samplers tell: of what all of them have, with the labels of each. */
const collectors: Catalogue = {
  ...collectorCatalogue,
  metrics: [
    ...Map.groupBy([...collectorCatalogue.metrics, ...tiersCatalogue.metrics], ({ name }) => name).values(),
  ].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, labels: Object.assign({}, first.labels, ...others.map(({ labels }) => labels)) }],
  ),
};

describe.each([
  { name: "otelcol", catalogue: collectors, own: /^otelcol_/, least: 30 },
  { name: "node-exporter", catalogue: nodeCatalogue, own: /^node_/ },
  { name: "kube-state-metrics", catalogue: kubeStateMetricsCatalogue, own: /^kube_/, least: 200 },
  { name: "prometheus", catalogue: prometheusCatalogue, own: /^prometheus_/ },
  { name: "alertmanager", catalogue: alertmanagerCatalogue, own: /^alertmanager_/ },
])("the catalogue of $name", ({ name, catalogue, own, least = 50 }) => {
  test("has every metric that it exposes, with its type and labels", () => {
    const known = new Map(catalogue.metrics.map((metric) => [metric.name, metric]));
    const contract = contractOf(name);
    const exposed = contract.metrics.filter((metric) => own.test(metric.name));
    expect(exposed.length).toBeGreaterThan(least);
    for (const metric of exposed) {
      const described = known.get(metric.name);
      expect(described, metric.name).toBeDefined();
      if (metric.type !== "unknown") expect(described?.type, metric.name).toBe(metric.type);
      for (const label of labelsOf(metric)) expect(Object.keys(described?.labels ?? {}), metric.name).toContain(label);
    }
  });
});

describe("the spans of the LLM platform", () => {
  test("are those that its applications send", () => {
    const sent = tracesOf(traced);
    const attributes = new Map(sent.spans.flatMap((span) => Object.entries(span.attributes)));
    const described = llmTraces.spans.flatMap((span) => Object.entries(span.attributes));
    const differ = described.filter(([name, { type }]) => attributes.has(name) && attributes.get(name)?.type !== type);
    expect(differ.map(([name]) => name)).toEqual([]);
  });

  test("have what every query of its dashboards asks for, but for what the page gives the reason of", () => {
    const held = systems.map(({ traces, ...system }) =>
      traces === llmTraces ? { ...system, traces: tracesOf(traced) } : system,
    );
    const own = systems.filter(({ traces }) => traces === llmTraces).flatMap(({ dashboards }) => dashboards);
    const problems = checkDashboards(own, knownData(held)).map(formatProblem);
    const missed = problems.map((problem) => /has the attribute `([\w.]+)`/.exec(problem)?.[1] ?? problem);
    expect(missed).toEqual(excepted);
  });
});

describe("the settings that are recommended", () => {
  const spanNames = (name: string) => contractOf(name).spans.map((span) => span.name);
  const attributesOf = (name: string) =>
    new Set(contractOf(name).spans.flatMap((span) => Object.keys(span.attributes)));

  test("keep prompts and answers off LiteLLM's spans, which have them as it comes", () => {
    const prompts = ["gen_ai.input.messages", "gen_ai.output.messages"];
    for (const each of prompts) {
      expect(attributesOf("litellm-defaults")).toContain(each);
      expect(attributesOf("litellm")).not.toContain(each);
    }
  });

  test("count a request to LiteLLM once, and name the model that was asked", () => {
    expect(spanNames("litellm-defaults")).toContain("Received Proxy Server Request");
    expect(spanNames("litellm")).not.toContain("Received Proxy Server Request");
    expect(spanNames("litellm-defaults")).not.toContain("chat *");
    expect(spanNames("litellm")).toContain("chat *");
  });

  test("leave probes and scrapes of LiteLLM out of its traces", () => {
    expect(spanNames("litellm-defaults")).toContain("GET /health/liveliness");
    expect(spanNames("litellm")).not.toContain("GET /health/liveliness");
  });

  test("give both applications one name for the status of an answer", () => {
    expect(attributesOf("litellm")).toContain("http.response.status_code");
    const servers = (name: string) => contractOf(name).spans.filter(({ kind }) => kind === "server");
    for (const span of servers("open-webui"))
      expect(span.attributes).toHaveProperty(["http.response.status_code"], "int");
    for (const span of servers("open-webui-defaults"))
      expect(span.attributes).not.toHaveProperty(["http.response.status_code"]);
  });

  test("do not open LiteLLM's metrics: without a key they are refused, and their path redirects", () => {
    expect(contractOf("litellm").answers).toEqual({
      "GET /metrics/ without a key": "401 application/json",
      "GET /metrics with a key": "307",
      "GET /metrics/ with a key": "200 text/plain",
    });
  });
});
