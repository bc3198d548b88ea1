/** Every metric that Butterfly exposes is looked at: on a dashboard, or by a rule. */
import { describe, expect, test } from "vitest";
import { panelsOf, queriesOf, variablesOf } from "../../../dashboards/walk.ts";
import { alertGroups, recordingGroups } from "../../../mixins/groups.ts";
import { checkPromQL } from "../../../queries/promql/check.ts";
import { butterfly } from "../../../systems/butterfly.ts";
import { scraped } from "../../observed.ts";
import { index } from "../problems-of.ts";

/** Metrics that nobody looks at, each with the reason. */
const UNSEEN: Readonly<Record<string, string>> = {};

const { dashboards, mixin } = butterfly;

const onPages = dashboards.flatMap(({ build }) => {
  const model = build();
  const variables = variablesOf(model).map(({ name }) => name);
  return queriesOf(model).flatMap(({ text }) => checkPromQL(text, index, { variables }).metrics);
});
const inRules = [
  ...recordingGroups(mixin, scraped).flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ...alertGroups(mixin, scraped).flatMap(({ rules }) => rules.map(({ expr }) => expr)),
].flatMap((expr) => checkPromQL(expr.trim(), index).metrics);

/** Whether series of a metric, or of a part of a histogram, are among those asked for. */
function isAsked(metric: string, asked: readonly string[]): boolean {
  return asked.some((name) => name.replace(/_(?:bucket|sum|count)$/, "") === metric || name === metric);
}

describe("Butterfly's metrics", () => {
  test("are all on a dashboard or in a rule, but for those that are listed with a reason", () => {
    const asked = [...onPages, ...inRules];
    const unseen = mixin.catalogue.metrics.map(({ name }) => name).filter((name) => !isAsked(name, asked));
    expect(unseen).toEqual(Object.keys(UNSEEN));
  });

  test("are counted right: a metric that nothing asks for is found", () => {
    expect(isAsked("butterfly_wings", [...onPages, ...inRules])).toBe(false);
  });
});

describe("Butterfly's dashboards", () => {
  test("are those that are specified", () => {
    const uids = dashboards.map(({ uid }) => uid);
    const named = ["overview", "request-latency", "consensus", "network", "resources", "byzantine", "checkpoints"];
    expect(uids).toEqual(named.map((name) => `butterfly-${name}`));
  });

  test.each(dashboards.map((page) => [page.uid, page] as const))("%s has the specified variables", (_, page) => {
    const names = variablesOf(page.build()).map(({ name }) => name);
    expect(names).toEqual(["datasource", "cluster", "node", "model", "interval"]);
  });

  test.each([
    ["butterfly-request-latency", ["P50", "P99", "Latency percentiles", "Slowest layers"]],
    ["butterfly-consensus", ["Term by coordinator", "Leader changes per hour", "Commit lag"]],
    ["butterfly-network", ["Bandwidth", "Latency matrix", "Packet loss"]],
    ["butterfly-resources", ["Processors", "Memory by pool", "GPU use"]],
    ["butterfly-byzantine", ["Faults per hour by type", "Lowest reputations", "Failed checks by type"]],
    ["butterfly-checkpoints", ["Time by phase", "Recovery time", "Average size", "Checkpoints by status"]],
  ])("%s shows what the specification lists of it", (uid, titles) => {
    const page = dashboards.find((each) => each.uid === uid);
    const shown = page === undefined ? [] : panelsOf(page.build()).map(({ title }) => title);
    expect(shown).toEqual(expect.arrayContaining(titles));
  });
});
