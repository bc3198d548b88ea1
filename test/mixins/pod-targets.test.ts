import { describe, expect, test } from "vitest";
import { podTargets } from "../../mixins/pod-targets.ts";
import { relabel } from "./relabel.ts";

const pods = { namespaces: ["a", "b"], labels: { app: "api", tier: "web" }, port: 8000 } as const;
const pod = {
  __address__: "10.1.2.3:8000",
  __meta_kubernetes_pod_name: "api-7d9f-x2k4l",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_container_port_name: "metrics",
  __meta_kubernetes_pod_container_port_number: "8000",
};

describe("the targets of a job on pods", () => {
  test("are those that the API server has with all labels, in the namespaces alone", () => {
    expect(podTargets(pods).kubernetes_sd_configs).toEqual([
      { role: "pod", namespaces: { names: ["a", "b"] }, selectors: [{ role: "pod", label: "app=api,tier=web" }] },
    ]);
  });

  test.each([8000, "metrics"])("are called by the pod's name, not its address (port %s)", (port) => {
    expect(relabel(pod, podTargets({ ...pods, port }).relabel_configs)).toEqual({ instance: "api-7d9f-x2k4l:8000" });
  });

  test.each([
    ["that has ended", 8000, { __meta_kubernetes_pod_phase: "Succeeded" }],
    ["that has not started", 8000, { __meta_kubernetes_pod_phase: "Pending" }],
    ["by a sidecar's port", 8000, { __meta_kubernetes_pod_container_port_number: "15090" }],
    ["by a port that only begins so", 8000, { __meta_kubernetes_pod_container_port_number: "80001" }],
    ["by a port of another name", "metrics", { __meta_kubernetes_pod_container_port_name: "metrics-2" }],
  ])("are no pod %s", (_, port, changed) => {
    expect(relabel({ ...pod, ...changed }, podTargets({ ...pods, port }).relabel_configs)).toBeUndefined();
  });
});
