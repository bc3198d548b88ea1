/** What is said of logs and traces, however many systems say it. */
import { describe, expect, test } from "vitest";
import { checkLogQL } from "../../queries/logql/check.ts";
import { checkTraceQL } from "../../queries/traceql/check.ts";
import { systems } from "../../systems/all.ts";
import { knownData } from "../../systems/known.ts";

const { logs, spans } = knownData();

describe.each(logs.streams)("the log stream of $name", ({ labels, metadata, fields }) => {
  test("has few labels, and none that a request or a pod makes", () => {
    // Loki's limit is 15 (https://grafana.com/docs/loki/latest/get-started/labels/bp-labels/).
    expect(Object.keys(labels).length).toBeLessThan(8);
    expect(Object.keys(labels).filter((name) => /_id$|pod|^level$/.test(name))).toEqual([]);
  });

  test("has names that Loki stores as they are", () => {
    const names = [labels, metadata, fields].flatMap((each) => Object.keys(each));
    expect(names.filter((name) => !/^[a-zA-Z_]\w*$/.test(name))).toEqual([]);
  });
});

test("a system that traces says of which services", () => {
  for (const { traces } of systems) {
    for (const { services } of traces?.spans ?? []) expect(services).not.toEqual([]);
  }
});

test.each([
  '{service_name="butterfly"} | json | level="ERROR" | component="execution_engine"',
  '{cluster="prod"} | trace_id="4bf92f3577b34da6a3ce929d0e0e4736"',
  '{cluster="prod"} | json | request_id_extracted="req_abc123" or request_id="req_abc123"',
  '{k8s_namespace_name="monitoring"} | logfmt | level=~"(?i)error"',
  'sum by (component) (count_over_time({service_name="butterfly"} | json [5m]))',
])("%s can be asked", (query) => {
  expect(checkLogQL(query, logs).problems).toEqual([]);
});

test.each([
  ['{trace_id="x"}', 'filter behind the selector: `{…} | trace_id="…"`'],
  ['{service_nam="butterfly"}', "did you mean `service_name`?"],
  ['{cluster="prod"} | json | compnent="x"', "did you mean `component`?"],
])("%s is told: %s", (query, hint) => {
  expect(checkLogQL(query, logs).problems).toMatchObject([{ severity: "error", hint }]);
});

test.each([
  '{ name = "inference.request" && duration > 5s }',
  '{ resource.service.name = "butterfly" && span.fault_type != nil } | count_over_time() by (span.fault_type)',
  '{ name = "inference.request" } >> { name = "layer.execute" && span.layer_id = 12 }',
  '{ name =~ "consensus\\\\..*" } | quantile_over_time(duration, 0.99) by (name)',
])("%s can be asked", (query) => {
  expect(checkTraceQL(query, spans).problems).toEqual([]);
});

test.each([
  ['{ span.fault_type = "invalid" }', undefined],
  ['{ span.layer_id = "12" }', "write `12`"],
  ['{ span.node_role = "compute" }', "write `resource.node_role`"],
  ['{ resource.service.name = "buterfly" }', 'did you mean "butterfly"?'],
])("%s is told: %s", (query, hint) => {
  const problem = hint === undefined ? { severity: "error" } : { severity: "error", hint };
  expect(checkTraceQL(query, spans).problems).toMatchObject([problem]);
});
