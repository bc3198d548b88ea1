import { describe, expect, it } from "vitest";
import { pinnedImages } from "../../../policy/rules/images.ts";
import { probes } from "../../../policy/rules/probes.ts";
import { requestsAndLimits } from "../../../policy/rules/resources.ts";
import { problems, resource, server } from "../resource.ts";

const container = (own: object) => server({ container: own });
const requests = { cpu: "1", memory: "1Gi" };

describe("requests-and-limits", () => {
  it("accepts a container that has both", () => {
    expect(problems(requestsAndLimits, server())).toEqual([]);
  });

  it.each([
    [{ requests }, ["container app has no cpu limit", "container app has no memory limit"]],
    [{ requests: { cpu: "1" }, limits: requests }, ["container app has no memory request"]],
    [undefined, expect.objectContaining({ length: 4 })],
  ])("refuses resources of %j", (resources, expected) => {
    expect(problems(requestsAndLimits, container({ resources }))).toEqual(expected);
  });

  it("looks at every container of every kind of pod", () => {
    const bare = { containers: [{ name: "main" }, { name: "helper" }], initContainers: [{ name: "first" }] };
    const pods = [
      resource("kubernetes:core/v1:Pod", { spec: bare }),
      resource("kubernetes:batch/v1:Job", { spec: { template: { spec: bare } } }),
      resource("kubernetes:batch/v1:CronJob", { spec: { jobTemplate: { spec: { template: { spec: bare } } } } }),
    ];
    for (const pod of pods) {
      const named = new Set(problems(requestsAndLimits, pod).map((problem) => problem.split(" ")[1]));
      expect([...named], pod.type).toEqual(["main", "helper", "first"]);
    }
  });
});

describe("pinned-images", () => {
  it.each([
    "app:v1",
    "registry.example.com:5000/team/app:1.2.3-rc.1",
    `app@sha256:${"a".repeat(64)}`,
    `app:latest@sha256:${"a".repeat(64)}`,
  ])("accepts %s", (image) => {
    expect(problems(pinnedImages, container({ image }))).toEqual([]);
  });

  it.each(["app", "app:latest", "registry.example.com:5000/app", "app@sha256:abc"])("refuses %s", (image) => {
    expect(problems(pinnedImages, container({ image }))).toEqual([`container app runs ${image}`]);
  });
});

describe("probes", () => {
  it("accepts a server with all three", () => {
    expect(problems(probes, server())).toEqual([]);
  });

  it.each(["startupProbe", "readinessProbe", "livenessProbe"])("refuses a server without %s", (probe) => {
    expect(problems(probes, container({ [probe]: undefined }))).toEqual([`container app has no ${probe}`]);
  });

  it("excuses the parts in the list alone", () => {
    const silent = (part: string) =>
      server({ labels: { "app.kubernetes.io/name": part }, container: { startupProbe: undefined } });
    expect(problems(probes, silent("nvidia-device-plugin"))).toEqual([]);
    expect(problems(probes, silent("dcgm-exporter"))).toHaveLength(1);
  });

  it("asks neither a second container nor a job for them", () => {
    const main = { name: "app", startupProbe: {}, readinessProbe: {}, livenessProbe: {} };
    expect(problems(probes, server({ spec: { containers: [main, { name: "reloader" }] } }))).toEqual([]);
    const job = resource("kubernetes:batch/v1:Job", { spec: { template: { spec: { containers: [{ name: "x" }] } } } });
    expect(problems(probes, job)).toEqual([]);
  });
});
