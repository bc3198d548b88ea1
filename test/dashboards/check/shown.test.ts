import { describe, expect, test } from "vitest";
import { orNaN, orZero } from "../../../dashboards/kit/absent.ts";
import { highest, lowest } from "../../../dashboards/kit/extremes.ts";
import { messagesOf, problemsOf, problemsOfExport } from "../problems-of.ts";
import { soundTarget, withPanel } from "../sample-dashboard.ts";

const cpu = 'butterfly_cpu_usage_ratio{node_id=~"$node"}';
const faults = 'sum(increase(butterfly_byzantine_faults_detected_total{node_id=~"$node"}[1h]))';

function shown(type: string, expr: string, legendFormat = "x") {
  const unit = { defaults: { unit: "short" } };
  return withPanel({
    type,
    pluginVersion: "13.0.0",
    fieldConfig: unit,
    targets: [{ ...soundTarget, expr, legendFormat }],
  });
}

describe("a graph", () => {
  const barcode = "The query chooses its highest or lowest series anew at each point, and the graph is a barcode.";

  test.each([`topk(3, ${cpu})`, `(bottomk(3, ${cpu}) > 0)`])("does not choose its series at each point: %s", (expr) => {
    expect(messagesOf(problemsOf(shown("timeseries", expr)))).toEqual([barcode]);
    expect(problemsOfExport(shown("timeseries", expr))).toMatchObject([{ message: barcode, severity: "warning" }]);
  });

  test("may choose them once", () => {
    const candidates = { count: 3, by: "cluster, node_id", of: `max by (cluster, node_id) (${cpu})` };
    expect(problemsOf(shown("timeseries", highest(candidates)))).toEqual([]);
    expect(problemsOf(shown("timeseries", lowest(candidates)))).toEqual([]);
  });

  test("alone draws over time: a table may choose", () => {
    expect(
      problemsOf(
        withPanel({
          type: "bargauge",
          targets: [{ ...soundTarget, expr: `topk(3, ${cpu})` }],
          pluginVersion: "13.0.0",
        }),
      ),
    ).toEqual([]);
  });
});

describe("a single value", () => {
  test("says zero where a counter has no series before its first event", () => {
    const problem = "The query counts events of a counter that may not exist before the first: health is no data.";
    expect(messagesOf(problemsOf(shown("stat", faults)))).toEqual([problem]);
    expect(problemsOf(shown("stat", orZero(faults, 'up{node_id=~"$node"} == 1')))).toEqual([]);
    // A counter without labels of its own is there from the start.
    expect(
      problemsOf(shown("stat", 'increase(prometheus_tsdb_reloads_failures_total{instance=~"$node"}[1h])')),
    ).toEqual([]);
  });

  test("of each cluster is there for a cluster without data", () => {
    const size = `max by (cluster) (${cpu})`;
    expect(messagesOf(problemsOf(shown("stat", size, "{{cluster}} size")))).toEqual([
      "A cluster without data vanishes beside the others.",
    ]);
    expect(problemsOf(shown("stat", orNaN(size, "cluster", 'up{job=~"butterfly-.+"}'), "{{cluster}} size"))).toEqual(
      [],
    );
  });

  test("is as people made it, in what they brought along", () => {
    expect(problemsOfExport(shown("stat", faults))).toEqual([]);
  });
});
