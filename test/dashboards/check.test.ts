import { describe, expect, test } from "vitest";
import { checkDashboards } from "../../dashboards/check.ts";
import type { DashboardModel } from "../../dashboards/model.ts";
import { known, messagesOf, problemsOf, problemsOfExport } from "./problems-of.ts";
import { listed, soundModel, soundTarget, withPanel, withQuery } from "./sample-dashboard.ts";

describe("checkDashboards", () => {
  test("has nothing against a sound dashboard", () => {
    expect(problemsOf(soundModel)).toEqual([]);
    expect(problemsOfExport(soundModel)).toEqual([]);
  });

  test("reports a dashboard that cannot be built, and checks the others", () => {
    const broken = {
      ...listed({ ...soundModel, uid: "broken", title: "Broken" }, "dashboards/broken.ts"),
      build: () => {
        throw new Error("The widths do not fit.");
      },
    };
    const problems = checkDashboards([broken, listed(withPanel({ title: "" }))], known);
    expect(problems).toMatchObject([
      { where: { file: "dashboards/broken.ts" }, message: "The widths do not fit." },
      { where: { file: "dashboards/sample.ts" }, message: "The panel has no title." },
    ]);
  });

  test("refuses what is certain to be wrong in what people brought along, and warns of the rest", () => {
    const severityOf = (expr: string) => problemsOfExport(withQuery(expr)).map(({ severity }) => severity);
    expect(severityOf('sum(haproxy_up{node_id=~"$node"})')).toEqual(["warning"]);
    expect(severityOf('sum(rate(up{node_id=~"$node"}[5m]) by (job)')).toEqual(["error"]);
    expect(severityOf('sum(up{node_id=~"$gone"})')).toEqual(["warning", "error"]);
    expect(problemsOf(withQuery('sum(haproxy_up{node_id=~"$node"})'))).toMatchObject([{ severity: "error" }]);
  });
});

describe("uids", () => {
  test("have 40 characters at most", () => {
    expect(problemsOf({ ...soundModel, uid: "x".repeat(40) })).toEqual([]);
    expect(messagesOf(problemsOf({ ...soundModel, uid: "x".repeat(41) }))).toEqual([
      expect.stringContaining("has 41 characters"),
    ]);
  });

  test("consist of letters, digits, hyphens and underscores", () => {
    expect(messagesOf(problemsOf({ ...soundModel, uid: "a b" }))).toEqual([
      'The uid "a b" has characters that Grafana refuses.',
    ]);
  });
});

describe("two dashboards", () => {
  const other = { ...soundModel, uid: "other", title: "Other" };
  const both = (model: DashboardModel) =>
    checkDashboards(
      [listed(soundModel, "dashboards/a.ts"), listed(model, "custom/dashboards/Butterfly/b.json")],
      known,
    );

  test("are two", () => {
    expect(both(other)).toEqual([]);
  });

  test("do not share a uid", () => {
    expect(both({ ...other, uid: "sample" })).toMatchObject([
      {
        where: { file: "custom/dashboards/Butterfly/b.json" },
        message: 'dashboards/a.ts has the uid "sample" as well.',
        severity: "error",
      },
    ]);
  });

  test("do not share a title in one folder", () => {
    const same = { ...other, title: "Sample" };
    expect(messagesOf(both(same))).toEqual(['dashboards/a.ts has the title "Sample" in the folder Butterfly as well.']);
    expect(checkDashboards([listed(soundModel), { ...listed(same), folder: "Elsewhere" }], known)).toEqual([]);
  });

  test("do not give one name to variables of two meanings: links carry the choice along", () => {
    const choosing = (uid: string, query: string) =>
      listed(
        {
          ...withQuery('sum(up{instance=~"$node"})'),
          uid,
          title: uid,
          templating: {
            list: [
              { type: "datasource", name: "datasource", query: "prometheus" },
              { type: "query", name: "node", query, datasource: soundTarget.datasource },
            ],
          },
        },
        `dashboards/${uid}.ts`,
      );
    const nodes = choosing("a", "label_values(up, node_id)");
    expect(checkDashboards([nodes, choosing("b", "label_values(up, node_id)")], known)).toEqual([]);
    expect(messagesOf(checkDashboards([nodes, choosing("b", "label_values(up, node)")], known))).toEqual([
      "It chooses node, and in dashboards/a.ts node_id.",
    ]);
    const instances = choosing("c", 'label_values(up{job="prometheus"}, instance)');
    expect(
      checkDashboards([instances, choosing("d", 'label_values(up{job="alertmanager"}, instance)')], known),
    ).toHaveLength(1);
  });
});
