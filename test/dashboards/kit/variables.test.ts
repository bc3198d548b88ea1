import { describe, expect, test } from "vitest";
import { dataSourceVariable, intervalVariable, labelVariable } from "../../../dashboards/kit/variables.ts";

describe("variables", () => {
  test("the data source is a Prometheus to choose, by default the stack's own", () => {
    expect(dataSourceVariable()).toMatchObject({
      type: "datasource",
      name: "datasource",
      query: "prometheus",
      current: { value: "prometheus" },
    });
  });

  test("a label variable lists the values of a label, takes several, and means all of them by default", () => {
    expect(
      labelVariable({
        name: "node",
        label: "Node",
        description: "Nodes.",
        series: 'up{cluster=~"$cluster"}',
        values: "node_id",
        all: ".+",
      }),
    ).toMatchObject({
      type: "query",
      query: { query: 'label_values(up{cluster=~"$cluster"}, node_id)' },
      datasource: { uid: "$datasource" },
      multi: true,
      includeAll: true,
      allValue: ".+",
      current: { text: ["All"], value: ["$__all"] },
    });
  });

  test("the interval is five minutes until somebody chooses another", () => {
    const interval = intervalVariable();
    expect(interval).toMatchObject({ type: "interval", name: "interval", current: { value: "5m" } });
    expect(interval.options?.filter(({ selected }) => selected).map(({ value }) => value)).toEqual(["5m"]);
  });
});
