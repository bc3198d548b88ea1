import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { collectorConfig } from "../../../components/collector/collector-config.ts";

const receiver = { receivers: { otlp: { protocols: {} } }, pipelines: { logs: { receivers: ["otlp"] } } };
const exporter = { exporters: { nop: {} }, pipelines: { logs: { exporters: ["nop"] } } };
const processor = (id: string) => ({ processors: { [id]: {} }, pipelines: { logs: { processors: [id] } } });

describe("a collector's configuration", () => {
  it("has what all pieces say, and in a pipeline their processors in the pieces' order", () => {
    const { service, ...components } = parse(collectorConfig([receiver, processor("b"), processor("a"), exporter]));
    expect(components).toEqual({ ...receiver, ...exporter, processors: { a: {}, b: {} }, pipelines: undefined });
    expect(service.pipelines).toEqual({ logs: { receivers: ["otlp"], processors: ["b", "a"], exporters: ["nop"] } });
  });

  it("has a component once that two pieces say alike, and refuses one of which they say different things", () => {
    expect(collectorConfig([receiver, receiver, exporter])).toBe(collectorConfig([receiver, exporter]));
    const other = { receivers: { otlp: { protocols: { grpc: {} } } } };
    expect(() => collectorConfig([receiver, other, exporter])).toThrow("receivers: two differ named otlp");
  });

  it("refuses a pipeline with a component that is not there, or without an end, and says all at once", () => {
    const wrong = { pipelines: { logs: { processors: ["filter"] }, traces: { receivers: ["jaeger"] } } };
    const config = () => collectorConfig([receiver, exporter, wrong]);
    expect(config).toThrow("pipeline logs: no processors named filter");
    expect(config).toThrow("pipeline traces has no exporters");
    expect(config).toThrow("pipeline traces: no receivers named jaeger");
  });

  it("takes a connector as the end of one pipeline and the beginning of another", () => {
    const connector = {
      connectors: { forward: {} },
      pipelines: { logs: { exporters: ["forward"] }, "logs/2": { receivers: ["forward"] } },
    };
    const end = { exporters: { nop: {} }, pipelines: { "logs/2": { exporters: ["nop"] } } };
    expect(parse(collectorConfig([receiver, connector, end])).connectors).toEqual({ forward: {} });
  });

  it("expands variables of the environment and no other dollar", () => {
    const variable = `\${env:${"KEY"}}`;
    const one = {
      exporters: { nop: { a: "$1", b: variable, c: ["^x$"] } },
      pipelines: { logs: { exporters: ["nop"] } },
    };
    expect(parse(collectorConfig([receiver, one])).exporters.nop).toEqual({ a: "$$1", b: variable, c: ["^x$$"] });
  });
});
