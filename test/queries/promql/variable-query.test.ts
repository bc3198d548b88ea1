import { describe, expect, test } from "vitest";
import { indexSeries } from "../../../queries/promql/check.ts";
import { checkVariableQuery } from "../../../queries/promql/variable-query.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const index = indexSeries([smallCatalogue]);
const options = { variables: ["cluster"] };

describe("checkVariableQuery", () => {
  test.each([
    "label_values(cluster)",
    // Grafana takes an empty filter for none.
    "label_values({ }, cluster)",
    "label_values(shop_queue, queue)",
    'label_values(shop_queue{cluster=~"$cluster"}, queue)',
    'label_values(shop_requests_total{status="error", method=~"a,b|buy"} ,  method )',
    "label_values(sum by (queue) (shop_queue), queue)",
    "label_values(ALERTS, severity)",
    "label_values(up, __name__)",
    "label_values(up, $cluster)",
    "label_names()",
    'label_names({job="shop"})',
    "metrics(shop_.*_total)",
    "metrics($cluster)",
    "query_result(topk(5, sum by (queue) (shop_queue)))",
    'up{cluster=~"$cluster"}',
    " label_values(up,job)\n",
  ])("accepts %s", (query) => {
    expect(checkVariableQuery(query, index, options)).toEqual([]);
  });

  test.each([
    ["label_values(pod)", "warning"],
    ["metrics(etcd_)", "warning"],
    ["label_values(etcd_server_has_leader, job)", "warning"],
    ["label_values(shop_queue, pod)", "error"],
    ["label_value(pod)", "error"],
  ])("takes %s of others for a %s, and of our own for an error", (query, severity) => {
    const severities = (content: "own" | "foreign") =>
      checkVariableQuery(query, index, { ...options, content }).map((problem) => problem.severity);
    expect(severities("foreign")).toEqual([severity]);
    expect(severities("own")).toEqual(["error"]);
  });

  test.each([
    ["label_values(shop_quue, queue)", "1:14", "shop_quue", /There is no metric/],
    ["label_values(shop_queue, quue)", "1:26", "quue", /`shop_queue` does not have the label `quue`/],
    ['label_values(shop_queue{pool="heap"}, queue)', "1:25", "pool", /has no label `pool`/],
    ['label_values(\n  shop_queue{cluster="$clusta"},\n  queue\n)', "2:23", "$clusta", /no variable `\$clusta`/],
    ["label_values(clustr)", "1:14", "clustr", /No series has the label `clustr`/],
    ["label_values(shop_queue queue)", "1:14", "shop_queue queue", /needs a label's name last/],
    ["label_values()", "1:14", "", /needs a label's name last/],
    ["label_value(shop_queue, queue)", "1:1", "label_value", /Grafana has no `label_value/],
    ["query_result(rate(shop_queue[5m]))", "1:14", "rate(shop_queue[5m])", /is a gauge/],
    ["metrics(toko_)", "1:9", "toko_", /No metric's name/],
    ["metrics(()", "1:9", "(", /refuses this regular expression/],
    ["shop_quue", "1:1", "shop_quue", /There is no metric/],
  ])("refuses %s at %s", (query, position, found, message) => {
    const problems = checkVariableQuery(query, index, options);
    expect(problems).toMatchObject([{ found, message: expect.stringMatching(message) }]);
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([position]);
  });
});
