/** What holds for every dashboard of this repository, however many there are. */
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { provisionedSources } from "../../dashboards/check/panels.ts";
import { checkDashboards } from "../../dashboards/check.ts";
import { panelsOf, queriesOf, variablesOf } from "../../dashboards/walk.ts";
import { images } from "../../facts/images.ts";
import { recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { selectorsOf } from "../../queries/promql/ast.ts";
import { checkPromQL } from "../../queries/promql/check.ts";
import { alerts, dashboards, mixins } from "../observed.ts";
import { previewed } from "../previewed.ts";
import { index, known } from "./problems-of.ts";

const recordings = mixins.flatMap((mixin) => recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules));

/** The metrics that a rule's expression comes from, through the rules that record them: several may record one name. */
function metricsOf(expr: string, variables?: readonly string[]): string[] {
  const options = variables === undefined ? {} : { variables };
  return checkPromQL(expr, index, options).metrics.flatMap((name) => {
    const rules = recordings.filter(({ record }) => record === name);
    // A rule may read what it recorded before.
    return rules.length === 0 || rules.some((rule) => rule.expr === expr)
      ? [name]
      : rules.flatMap((rule) => metricsOf(rule.expr));
  });
}

test("nothing is wrong with them", () => {
  expect(checkDashboards(dashboards, known)).toEqual([]);
});

describe("the data sources that Grafana gets", () => {
  const provisioned = previewed("prod").then(({ files }) => files.get("grafana/datasources.yaml") ?? "");

  test("are in every stack those that the checks know", async () => {
    const namesIn = (yaml: string) => {
      const { datasources } = parse(yaml);
      return new Set<string>(datasources.flatMap(({ uid, name }: Record<string, string>) => [uid, name]));
    };
    const inProd = namesIn(await provisioned);
    const { files } = await previewed("local");
    const inLocal = namesIn(files.get("grafana/datasources.yaml") ?? "");
    expect(new Set([...inLocal].filter((name) => inProd.has(name)))).toEqual(provisionedSources);
  });

  test("lead from exemplars to traces wherever a description promises one", async () => {
    const promising = dashboards
      .flatMap(({ build }) => panelsOf(build()))
      .filter(({ description }) => /\btraces?\b/i.test(description ?? ""));
    if (promising.length > 0) expect(await provisioned).toContain("exemplarTraceIdDestinations");
  });
});

test("each alert sends people to a dashboard that shows its metrics", () => {
  const judging = alerts.filter(({ expr }) => metricsOf(expr).length > 0);
  const lost = judging.filter(({ dashboard, expr }) => {
    const model = dashboards.find(({ uid }) => uid === dashboard)?.build();
    if (model === undefined) return true;
    const variables = variablesOf(model).map(({ name }) => name);
    const shown = new Set(queriesOf(model).flatMap(({ text }) => metricsOf(text, variables)));
    return !metricsOf(expr).some((name) => shown.has(name));
  });
  expect(lost.map(({ alert }) => alert)).toEqual([]);
});

/** Dashboards on the alerts of all systems. */
const OF_ALL_ALERTS: ReadonlySet<string> = new Set(["on-call", "slo-overview"]);

describe.each(dashboards.map((dashboard) => [dashboard.uid, dashboard] as const))("%s", (_uid, dashboard) => {
  const model = dashboard.build();
  const queries = queriesOf(model);
  const variables = variablesOf(model).map(({ name }) => name);
  const ofAll = OF_ALL_ALERTS.has(dashboard.uid);

  test("is written where its source says", async () => {
    const url = new URL(`../../${dashboard.source}`, import.meta.url);
    const exported: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ url.href);
    expect(Object.values(exported)).toContain(dashboard);
  });

  test("is written for the Grafana that is deployed", () => {
    const deployed = images.grafana.split("@")[0]?.split(":").at(-1);
    const versions = new Set(
      panelsOf(model).flatMap(({ type, pluginVersion }) => (type === "row" ? [] : [pluginVersion])),
    );
    expect([...versions]).toEqual([deployed]);
  });

  test("begins with the variables that links carry to every other: the data source and the clusters, all of them", () => {
    const [source, cluster] = model.templating?.list ?? [];
    expect(source).toMatchObject({ name: "datasource", current: { value: "prometheus" } });
    expect(cluster).toMatchObject({ name: "cluster", current: { text: ["All"], value: ["$__all"] } });
    expect(model.links).toMatchObject([
      { tags: [dashboard.system], includeVars: true, keepTime: true },
      { tags: ["aiobs"], includeVars: true, keepTime: true },
      { url: `/alerting/list${ofAll ? "" : `?search=label:system=${dashboard.system}`}` },
    ]);
    expect(model.tags).toEqual([dashboard.system, "aiobs"]);
  });

  test("asks for the chosen clusters in every selector but that of the alert that has none", () => {
    const open = queries
      .filter(({ use, language }) => use === "panel" && language === "PromQL")
      .flatMap(({ text }) => {
        const { expr } = checkPromQL(text, index, { variables });
        return expr === undefined ? [] : selectorsOf(expr);
      })
      .filter(({ matchers }) => !matchers.some(({ label, value }) => label.text === "cluster" && value === "$cluster"))
      .filter(({ matchers }) => !matchers.some(({ value }) => value === "Watchdog"));
    expect(open.map(({ metric }) => metric?.text)).toEqual([]);
  });

  test(`draws the alerts of ${ofAll ? "all systems" : "its system"} while they fire`, () => {
    const annotations = queries.filter(({ use }) => use === "annotation");
    expect(annotations.map(({ text }) => text).join()).toContain(
      `alertstate="firing", alertname!="Watchdog", ${ofAll ? "" : `system="${dashboard.system}", `}cluster=`,
    );
  });

  test("names alerts that exist", () => {
    const names = new Set(alerts.map(({ alert }) => alert));
    const prefixes = [...names].map((name) => /^[A-Z][a-z]+/.exec(name)?.[0]).join("|");
    const named = panelsOf(model).flatMap(
      ({ description }) => description?.match(new RegExp(`\\b(?:${prefixes})[A-Z]\\w+`, "g")) ?? [],
    );
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});
