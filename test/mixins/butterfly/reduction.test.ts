import { describe, expect, test } from "vitest";
import { queriesOf } from "../../../dashboards/walk.ts";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import { butterflyRecordings } from "../../../mixins/butterfly/recordings.ts";
import { keptRatios, reductionSteps, type Sample, samples } from "../../../mixins/butterfly/reduction.ts";
import { alerts, dashboards } from "../../observed.ts";
import { relabel } from "../relabel.ts";
import { small, worst } from "./sizes.ts";

type Labels = Readonly<Record<string, string>>;

const steps = reductionSteps(worst);
const kept = (labels: Labels) => relabel(labels, steps);

function sampleNamed(name: string): Sample {
  const found = samples.find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`there is no sample ${name}`);
  return found;
}

/** Of the members `of`, those that are kept, under the first metric of a sample. */
function keptOf(sample: string, of: readonly Labels[]): readonly Labels[] {
  const [name = ""] = sampleNamed(sample).metrics;
  return of.filter((labels) => kept({ __name__: name, ...labels }) !== undefined);
}

const nodes = Array.from({ length: 1000 }, (_, index) => `compute-node-${index}`);

describe("the samples", () => {
  test("are of metrics and labels that the catalogue has, each metric in one of them", () => {
    const known = new Map(butterflyCatalogue.metrics.map(({ name, labels }) => [name, Object.keys(labels)]));
    const named = samples.flatMap(({ metrics }) => metrics);
    expect(new Set(named).size).toBe(named.length);
    for (const { metrics, by } of samples) {
      for (const metric of metrics) {
        const labels = [...(known.get(metric) ?? []), "instance"];
        expect(labels, metric).toEqual(expect.arrayContaining([...by]));
      }
    }
  });

  test("take no rare event away: a counter of faults, divergences or failures is kept whole, or kept with every node", () => {
    const rare = butterflyCatalogue.metrics.filter(({ name }) =>
      /fault|mismatch|fail|diverge|recovery|reassign/.test(name),
    );
    expect(rare.length).toBeGreaterThan(5);
    for (const { name } of rare) {
      const sample = samples.find(({ metrics }) => metrics.includes(name));
      expect(sample === undefined || sample.always !== undefined, name).toBe(true);
    }
  });

  test("need no step where a cluster is small", () => {
    expect(reductionSteps(small)).toEqual([]);
    expect(new Set(Object.values(keptRatios(small)))).toEqual(new Set([1]));
  });
});

describe("the relabelling of the worst case", () => {
  test("leaves no label behind, and changes none", () => {
    const labels = { __name__: "butterfly_quorum_size", cluster: "c", node_id: "coordinator-1" };
    expect(kept(labels)).toEqual(labels);
    const link = { __name__: "butterfly_connection_active", from_node: "compute-node-1", to_node: "coordinator-1" };
    expect(kept(link)).toEqual(link);
  });

  test("keeps a member with all its buckets, or none of them", () => {
    const { metrics, by } = sampleNamed("layers");
    for (const node of nodes.slice(0, 300)) {
      const labels = { layer_id: "7", node_id: node, model: "llama-70b" };
      expect(Object.keys(labels)).toEqual(by);
      const series = ["_bucket", "_sum", "_count"].map((part) => kept({ __name__: `${metrics[0]}${part}`, ...labels }));
      expect(new Set(series.map((each) => each === undefined)).size).toBe(1);
    }
  });

  test("keeps the share that it says, so that totals can be scaled", () => {
    const links = nodes
      .slice(0, 300)
      .flatMap((from_node) => nodes.slice(0, 300).map((to_node) => ({ from_node, to_node })));
    const share = keptOf("traffic", links).length / links.length;
    const said = keptRatios(worst).traffic ?? 0;
    // 90,000 links of which one in 512 stays: 176, give or take 13.
    expect(Math.abs(share / said - 1)).toBeLessThan(0.25);
  });

  test("keeps every layer, on many nodes and of many models", () => {
    const models = Array.from({ length: 20 }, (_, index) => `model-${index}`);
    for (const layer_id of ["57"]) {
      const members = nodes.flatMap((node_id) => models.map((model) => ({ layer_id, node_id, model })));
      const found = keptOf("layers", members);
      expect(new Set(found.map(({ node_id }) => node_id)).size, layer_id).toBeGreaterThan(7);
      expect(new Set(found.map(({ model }) => model)).size, layer_id).toBeGreaterThan(5);
    }
  });

  test("keeps every link that a coordinator has, from and to it, and so every node in sight of all of them", () => {
    const links = nodes.flatMap((node) => [
      { from_node: "coordinator-1", to_node: node },
      { from_node: node, to_node: "coordinator-1" },
    ]);
    expect(keptOf("links", links)).toHaveLength(links.length);
  });

  test("keeps every pair that has a coordinator: of two nodes that differ, one differs from it", () => {
    for (const [sample, label] of [
      ["pairs", "node_pair"],
      ["divergences", "node_id_pair"],
    ] as const) {
      const pairs = nodes.flatMap((node) => [`coordinator-2_${node}`, `${node}_coordinator-2`]);
      expect(
        keptOf(
          sample,
          pairs.map((pair) => ({ [label]: pair })),
        ),
      ).toHaveLength(pairs.length);
      const others = nodes.map((node) => ({ [label]: `${node}_compute-node-0` }));
      expect(keptOf(sample, others).length).toBeLessThan(others.length / 10);
    }
  });

  test("keeps a node's one series of all its cores", () => {
    const whole = nodes.map((node_id) => ({ node_id }));
    expect(keptOf("cores", whole)).toHaveLength(whole.length);
  });
});

test("each rule and panel that adds up a sampled total scales it by the share that is kept", () => {
  const totals = [...sampleNamed("traffic").metrics, ...sampleNamed("layer-memory").metrics];
  const queries = [
    ...butterflyRecordings.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...alerts.map(({ expr }) => expr),
    ...dashboards.flatMap(({ build }) => queriesOf(JSON.parse(JSON.stringify(build())))).map(({ text }) => text),
  ].filter((query) => totals.some((metric) => query.includes(metric)));
  expect(queries.length).toBeGreaterThan(3);
  for (const query of queries) expect(query).toContain("butterfly:kept:ratio");
});
