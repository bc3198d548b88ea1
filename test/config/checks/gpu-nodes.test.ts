import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const lab = { labels: { "acme.com/gpu": ["a100", "h100"] } };
const aws = { region: "eu-central-1" };
const foundation = { stack: "acme/cluster/a" };
const pool = { kind: "gpu", instanceTypes: ["g6e.12xlarge"], max: 4, release: "1.36.2-20261105" };

const problems = (gpuNodes: object, more: Record<string, unknown> = {}) =>
  problemsOf(localSettings({ gpuNodes, ...more }));

test("groups that no node can be in at once are right", () => {
  expect(problems({ lab })).toEqual({});
  expect(problems({ lab, other: { labels: { "acme.com/gpu": ["l40s"], "acme.com/room": ["2"] } } })).toEqual({});
});

test("a name is not a node pool's as well", () => {
  expect(problems({ training: lab }, { nodePools: { training: pool }, aws, foundation })).toEqual({
    "aiobs:gpuNodes.training": "is the name of the node pool aiobs:nodePools.training as well; rename one",
  });
});

test("a plugin that is there already is not told how GPUs are shared", () => {
  expect(problems({ lab: { ...lab, devicePlugin: "present", gpuSharing: { timeSlicing: 4 } } })).toEqual({
    "aiobs:gpuNodes.lab.gpuSharing": expect.stringContaining('set devicePlugin: "install"'),
  });
});

test.each([
  ["the same labels", { labels: { "acme.com/gpu": ["h100"] } }],
  ["other labels", { labels: { "acme.com/room": ["2"] } }],
  ["a plugin of its own", { labels: { "acme.com/room": ["2"] }, devicePlugin: "present" }],
])("a node that could be in a group with %s too is refused: two plugins would be on it", (_, other) => {
  expect(problems({ lab, other })).toEqual({
    "aiobs:gpuNodes.other.labels": expect.stringContaining('a node could be in "lab" too'),
  });
});

test("nodes of two groups that have their plugin do no harm: they get one exporter", () => {
  const present = { ...lab, devicePlugin: "present" };
  expect(problems({ lab: present, other: present })).toEqual({});
});

test("slices of MIG are in no ComputeDomain, whole and shared GPUs may be", () => {
  const racks = { labels: { "acme.com/gpu": ["gb200"] }, computeDomains: "on" };
  expect(problems({ racks })).toEqual({});
  expect(problems({ racks: { ...racks, gpuSharing: { timeSlicing: 2 } } })).toEqual({});
  expect(problems({ racks: { ...racks, gpuSharing: { mig: "1g.10gb" } } })).toEqual({
    "aiobs:gpuNodes.racks.computeDomains": expect.stringContaining("which slices of MIG have none of"),
  });
});

test("ComputeDomains are refused where a pool's kubelet proves a Kubernetes before 1.34, and only there", () => {
  const racks = { labels: { "acme.com/gpu": ["gb200"] }, computeDomains: "on" };
  const found = (release: string, computeDomains = "on") =>
    problems(
      { racks: { ...racks, computeDomains } },
      { nodePools: { training: { ...pool, release } }, aws, foundation },
    );
  expect(found("1.31.9-20261105")).toEqual({});
  expect(found("1.30.9-20261105", "off")).toEqual({});
  expect(found("1.30.9-20261105")).toEqual({
    "aiobs:gpuNodes.racks.computeDomains": expect.stringContaining("needs Kubernetes 1.34"),
  });
});
