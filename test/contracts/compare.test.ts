/** What a new version of an application breaks is told with its place: nobody finds it out from an empty panel. */
import { describe, expect, test } from "vitest";
import { breaksOf } from "../../contracts/compare/breaks.ts";
import { differencesOf } from "../../contracts/compare/differences.ts";
import type { Contract } from "../../contracts/contract.ts";
import { compareVersions, recordedContracts } from "../../contracts/recorded-contracts.ts";
import { formatProblem } from "../../problems/format.ts";
import { systems } from "../../systems/all.ts";
import { madeContract } from "./made-contract.ts";

test("each kind of difference is told", () => {
  const before = madeContract({
    metrics: [
      { name: "gone", type: "gauge", help: "", labels: [] },
      { name: "kept", type: "gauge", help: "", labels: ["a"], sometimes: ["b"], buckets: [1] },
    ],
    sentMetrics: [{ name: "sent", kind: "gauge", unit: "s", help: "", attributes: { a: "string" } }],
    spans: [{ name: "GET *", kind: "server", attributes: { status: "int" } }],
    logs: { fields: { msg: "string" }, sent: {} },
    answers: { "GET /": "200" },
  });
  const after = madeContract({
    metrics: [
      { name: "kept", type: "counter", help: "", labels: ["a"], buckets: [1, 2] },
      { name: "new", type: "gauge", help: "", labels: [] },
    ],
    sentMetrics: [{ name: "sent", kind: "gauge", unit: "ms", help: "", attributes: { a: "int" } }],
    spans: [{ name: "GET *", kind: "server", attributes: { status: "string" } }],
    logs: { fields: { message: "string" }, sent: {} },
    answers: { "GET /": "401" },
  });
  expect(differencesOf(before, after)).toEqual([
    { kind: "lost", what: "metric gone" },
    { kind: "changed", what: "type of kept", how: "gauge → counter" },
    { kind: "lost", what: "label b of kept" },
    { kind: "changed", what: "buckets of kept", how: "1 → 1,2" },
    { kind: "gained", what: "metric new" },
    { kind: "changed", what: "unit of sent", how: "s → ms" },
    { kind: "changed", what: "attribute a of sent", how: "string → int" },
    { kind: "changed", what: "attribute status of GET * (server)", how: "int → string" },
    { kind: "lost", what: "field msg of lines of the log" },
    { kind: "gained", what: "field message of lines of the log" },
    { kind: "changed", what: "answer GET / of the server", how: "200 → 401" },
  ]);
  expect(differencesOf(before, before)).toEqual([]);
});

test("versions are compared by their numbers", () => {
  expect(["1.109.1", "1.20.0", "1.109.0"].toSorted(compareVersions)).toEqual(["1.20.0", "1.109.0", "1.109.1"]);
});

test("a new kube-state-metrics without a metric breaks the rules that ask for it", () => {
  const before = recordedContracts().find(({ exporter }) => exporter === "kube-state-metrics") ?? madeContract();
  const metrics = before.metrics.filter(({ name }) => name !== "kube_pod_container_status_waiting_reason");
  const breaks = breaksOf(systems, before, { ...before, version: "next", metrics }).map(formatProblem);
  expect(breaks).not.toEqual([]);
  for (const each of breaks) expect(each).toContain("kube_pod_container_status_waiting_reason");
});

describe("a new LiteLLM", () => {
  const before = recordedContracts().find(({ exporter }) => exporter === "litellm") ?? madeContract();
  const breaks = (change: (contract: Contract) => Partial<Contract>) =>
    breaksOf(systems, before, { ...before, version: "next", ...change(before) }).map(formatProblem);

  test("that has what it had breaks nothing", () => {
    expect(breaks(() => ({}))).toEqual([]);
  });

  test("without a metric breaks the alerts and panels that ask for it", () => {
    const found = breaks(({ metrics }) => ({
      metrics: metrics.filter(({ name }) => name !== "litellm_deployment_state"),
    }));
    expect(found).toContainEqual(expect.stringMatching(/alert \w+DeploymentDown, expr.*There is no metric/));
    expect(found).toContainEqual(expect.stringMatching(/^dashboards\/.*Deployments › query A.*There is no metric/));
  });

  test("without a label breaks what groups by it", () => {
    const metrics = before.metrics.map((metric) => ({
      ...metric,
      labels: metric.labels.filter((label) => label !== "team_alias" || metric.name !== "litellm_spend_metric_total"),
    }));
    expect(breaks(() => ({ metrics }))).toContainEqual(
      expect.stringMatching(/Cost per hour.*has no label `team_alias`/),
    );
  });

  test("that sends an attribute as another type, or no longer, breaks the queries on spans", () => {
    const spans = (change: (attributes: Record<string, unknown>) => void) =>
      before.spans.map((span) => {
        const attributes = { ...span.attributes };
        change(attributes);
        return { ...span, attributes };
      });
    const first = "gen_ai.response.time_to_first_chunk";
    const lost = breaks(() => ({ spans: spans((attributes) => delete attributes[first]) }));
    expect(lost).toContainEqual(expect.stringMatching(/^dashboards\/.*time_to_first_chunk/));
    const whole = breaks(() => ({
      spans: spans((attributes) => {
        if (first in attributes) attributes[first] = "int";
      }),
    }));
    expect(whole).toContainEqual(expect.stringMatching(/^dashboards\/.*time_to_first_chunk` is an int/));
  });
});
