import { describe, expect, test } from "vitest";
import { parseSettings } from "../../config/settings.ts";
import { localSettings, problemsOf } from "./problems-of.ts";

const labels = { "example.com/gpu": ["a100"] };

describe("existing GPU nodes", () => {
  test("get a device plugin, and their GPUs whole, unless they say otherwise", () => {
    const { gpuNodes } = parseSettings(localSettings({ gpuNodes: { lab: { labels } } }), "test");
    expect(gpuNodes).toEqual({
      lab: { labels, devicePlugin: "install", computeDomains: "off", gpuSharing: { kind: "whole" } },
    });
    expect(parseSettings(localSettings(), "test").gpuNodes).toEqual({});
  });

  test.each([
    ["a label with an empty value", { labels: { "node-role.kubernetes.io/gpu": [""] } }],
    ["a label without a prefix", { labels: { gpu: ["yes"] } }],
    ["several labels and values", { labels: { ...labels, "topology.kubernetes.io/zone": ["a", "b"] } }],
    ["MIG", { labels, gpuSharing: { mig: "1g.10gb+me" } }],
    ["time slicing", { labels, gpuSharing: { timeSlicing: 4 } }],
    ["a runtime of its own", { labels, runtimeClass: "nvidia" }],
  ])("may be known by or have %s", (_, lab) => {
    expect(problemsOf(localSettings({ gpuNodes: { lab } }))).toEqual({});
  });

  test.each([
    ["no labels", { labels: {} }, "aiobs:gpuNodes.lab.labels", "at least one label"],
    ["a label without a value", { labels: { gpu: [] } }, "aiobs:gpuNodes.lab.labels.gpu", ""],
    ["a value that is none", { labels: { gpu: ["a b"] } }, "aiobs:gpuNodes.lab.labels.gpu[0]", "the value of a label"],
    ["a key that is none", { labels: { "gpu!": ["a"] } }, 'aiobs:gpuNodes.lab.labels["gpu!"]', "the key of a label"],
    [
      "a profile that is none",
      { labels, gpuSharing: { mig: "half" } },
      "aiobs:gpuNodes.lab.gpuSharing.mig",
      '"1g.10gb"',
    ],
    [
      "MIG and time slicing",
      { labels, gpuSharing: { mig: "1g.10gb", timeSlicing: 4 } },
      "aiobs:gpuNodes.lab.gpuSharing.timeSlicing",
      "not allowed beside",
    ],
    ["a plugin that is neither", { labels, devicePlugin: "none" }, "aiobs:gpuNodes.lab.devicePlugin", '"present"'],
  ])("are refused with %s", (_, lab, path, message) => {
    expect(problemsOf(localSettings({ gpuNodes: { lab } }))).toEqual({ [path]: expect.stringContaining(message) });
  });

  test.each(["Lab", "a100!", "9", "x".repeat(33)])("are not called %s", (name) => {
    expect(Object.keys(problemsOf(localSettings({ gpuNodes: { [name]: { labels } } })))).toHaveLength(1);
  });
});
