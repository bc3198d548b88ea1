import { expect, test } from "vitest";
import { highest, lowest } from "../../../dashboards/kit/extremes.ts";
import { checkPromQL } from "../../../queries/promql/check.ts";
import { index } from "../problems-of.ts";

test.each([highest, lowest])("the chosen series are those of the query, with all their labels: %o", (choose) => {
  const by = "cluster, node_id";
  // An `or` binds weaker than the `and` that chooses.
  const of = `max by (${by}) (butterfly_tasks_queued) or max by (${by}) (butterfly_cpu_usage_ratio)`;
  const { problems, labels } = checkPromQL(choose({ count: 3, by, of }), index, { variables: [] });
  expect(problems).toEqual([]);
  expect(labels).toEqual(new Set(["cluster", "node_id"]));
});
