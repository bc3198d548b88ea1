import { describe, expect, it } from "vitest";
import { queries } from "../../../preview/checks/queries.ts";
import { ruleFile, subject } from "./subject.ts";

const panel = (expr: string, type = "prometheus") => ({
  type: "timeseries",
  title: "P",
  targets: [{ refId: "A", datasource: { type, uid: "prometheus" }, expr }],
});

/** A rendered dashboard. */
function served(fields: object) {
  const json = JSON.stringify({ uid: "u", title: "t", ...fields });
  return subject([], { served: new Map([["dashboards/Shop/u.json", json]]) });
}

describe("queries", () => {
  it("counts those of rules and of dashboards, wherever they stand", () => {
    const rows = [{ panels: [panel("up")] }];
    const templating = { list: [{ type: "query", name: "job", query: "label_values(up, job)" }] };
    expect(queries.run(served({ panels: [panel("up")], rows, templating }))).toMatchObject({ count: 3 });
    expect(queries.run(subject([], { served: ruleFile("DemoDown") }))).toMatchObject({ count: 1, problems: [] });
  });

  it("does not take another language for PromQL, and says how many it left unread", () => {
    const result = queries.run(
      served({ panels: [panel("SELECT 1", "mysql"), panel("up"), panel('rate({cluster="x"}[5m])', "loki")] }),
    );
    expect(result).toMatchObject({ count: 2, note: "1 in other languages than PromQL, LogQL and TraceQL unread" });
    expect(result.problems.filter(({ where }) => "query" in where)).toEqual([]);
  });

  it("reads a dashboard without variables, and one that is none", () => {
    expect(queries.run(served({ panels: [panel("sum by (")] })).problems).toContainEqual(
      expect.objectContaining({
        where: { file: "dashboards/Shop/u.json", part: "P", query: "A", line: 1, column: expect.any(Number) },
        severity: "error",
      }),
    );
    expect(queries.run(served({ panels: [{ title: "no type" }] })).problems).toMatchObject([
      { where: { part: "panels.0.type" }, severity: "error" },
    ]);
  });
});
