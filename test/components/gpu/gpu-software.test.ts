import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { countersCsv } from "../../../components/gpu/counters.ts";
import { scrapeCalls } from "../../../components/workload/connection.ts";
import type { Plan } from "../../../preview/plan.ts";
import type { PlannedResource } from "../../../preview/record.ts";
import { fields, gpuSettings, ofType } from "../compute/plan-pools.ts";
import { containerOf, listed, named, nameOf, planGpu, podOf, pools, serversOf, templateOf } from "./plan-gpu.ts";

const PLUGINS = [
  "nvidia-device-plugin-mig",
  "nvidia-device-plugin-time-slicing-4",
  "nvidia-device-plugin-whole",
] as const;

describe("the GPU software", async () => {
  const { plan, servers } = await planGpu({ pools });
  const daemons = ofType(plan.resources, "DaemonSet");
  const exporter = named(plan, "DaemonSet", "dcgm-exporter");

  it("is the exporter, and a device plugin for each way GPUs are shared", () => {
    expect(daemons.map(nameOf).sort()).toEqual(["dcgm-exporter", ...PLUGINS]);
    expect(servers.map(({ name }) => name).sort()).toEqual([
      "dcgm-exporter",
      ...PLUGINS.map(() => "nvidia-device-plugin"),
    ]);
  });

  it("lives with the other servers that must look at the node", () => {
    for (const daemon of daemons) expect(fields(daemon.inputs.metadata).namespace).toBe("monitoring-host");
  });

  it("tells each plugin how its nodes share", () => {
    const config = (name: string) =>
      parse(String(fields(named(plan, "ConfigMap", `${name}-config`).inputs.data)["config.yaml"]));
    expect(config("nvidia-device-plugin-mig").flags).toEqual({ migStrategy: "single" });
    expect(config("nvidia-device-plugin-time-slicing-4").sharing.timeSlicing.resources).toEqual([
      { name: "nvidia.com/gpu", replicas: 4 },
    ]);
    expect(config("nvidia-device-plugin-whole").sharing).toBeUndefined();
  });

  it("calls nobody, and only the exporter may be called, by Prometheus", () => {
    for (const name of ["dcgm-exporter", ...PLUGINS]) {
      const spec = fields(named(plan, "NetworkPolicy", name).inputs.spec);
      // The one rule that every pod gets: DNS.
      expect(spec.egress, name).toHaveLength(1);
      expect(spec.policyTypes, name).toContain("Ingress");
      expect(spec.ingress, name).toBeUndefined();
    }
    expect(scrapeCalls(servers)).toMatchObject([
      { to: { kind: "server", server: { name: "dcgm-exporter" } }, ports: [{ number: 9400, protocol: "TCP" }] },
    ]);
  });

  it("has no more rights than it says", () => {
    for (const daemon of daemons) {
      const name = nameOf(daemon);
      const { privileged, capabilities } = fields(containerOf(daemon).securityContext);
      expect(privileged, name).toBeUndefined();
      const added = /dcgm|mig/.test(name) ? { drop: ["ALL"], add: ["SYS_ADMIN"] } : { drop: ["ALL"] };
      expect(capabilities, name).toEqual(added);
      const pod = podOf(daemon);
      expect(pod, name).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsUser: 0 } });
      for (const key of ["hostNetwork", "hostPID", "hostIPC"]) expect(pod[key], name).toBeUndefined();
      const why = String(fields(fields(templateOf(daemon).metadata).annotations)["aiobs/host-access"]);
      expect(why, name).toMatch(/kubelet's socket.* root's/);
      expect(why.includes("SYS_ADMIN"), name).toBe(/dcgm|mig/.test(name));
    }
  });

  it("mounts of the node what it needs, and writes only where it registers", () => {
    for (const daemon of daemons) {
      const name = nameOf(daemon);
      const own = name === "dcgm-exporter" ? "pod-resources" : "device-plugins";
      const paths = listed(podOf(daemon).volumes).flatMap(({ hostPath }) =>
        hostPath === undefined ? [] : [fields(hostPath).path],
      );
      expect(paths, name).toEqual(["/dev/null", `/var/lib/kubelet/${own}`]);
      const writable = listed(containerOf(daemon).volumeMounts).filter(({ readOnly }) => readOnly !== true);
      expect(
        writable.map(({ mountPath }) => mountPath),
        name,
      ).toEqual(name === "dcgm-exporter" ? ["/tmp", "/run"] : ["/var/lib/kubelet/device-plugins"]);
    }
  });

  it("asks for every GPU of its node without being privileged", () => {
    for (const daemon of daemons) {
      const name = nameOf(daemon);
      expect(listed(podOf(daemon).volumes), name).toContainEqual({
        name: "all-gpus",
        hostPath: { path: "/dev/null", type: "CharDevice" },
      });
      expect(listed(containerOf(daemon).volumeMounts), name).toContainEqual({
        name: "all-gpus",
        mountPath: "/var/run/nvidia-container-devices/all",
        readOnly: true,
      });
      expect(containerOf(daemon).env, name).toEqual(
        expect.arrayContaining([
          { name: "NVIDIA_VISIBLE_DEVICES", value: "all" },
          { name: "NVIDIA_DRIVER_CAPABILITIES", value: "compute,utility" },
        ]),
      );
    }
  });

  it("runs the exporter on every GPU node, and a plugin on the nodes of its kind, whatever their taints", () => {
    const terms = (daemon: PlannedResource) =>
      fields(fields(fields(podOf(daemon).affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution)
        .nodeSelectorTerms;
    expect(terms(exporter)).toEqual([
      { matchExpressions: [{ key: "nvidia.com/gpu.present", operator: "In", values: ["true"] }] },
    ]);
    expect(terms(named(plan, "DaemonSet", "nvidia-device-plugin-mig"))).toEqual([
      {
        matchExpressions: [
          { key: "aiobs/device-plugin", operator: "In", values: ["daemonset"] },
          { key: "aiobs/gpu-sharing", operator: "In", values: ["mig-1g.10gb"] },
        ],
      },
    ]);
    for (const daemon of daemons) expect(podOf(daemon).tolerations).toEqual([{ operator: "Exists" }]);
  });

  it("exports our own counters, with the pod that uses each GPU or slice", () => {
    expect(fields(named(plan, "ConfigMap", "dcgm-exporter-config").inputs.data)["counters.csv"]).toBe(countersCsv());
    expect(containerOf(exporter).env).toEqual(
      expect.arrayContaining([
        { name: "DCGM_EXPORTER_LISTEN", value: ":9400" },
        { name: "DCGM_EXPORTER_COLLECTORS", value: "/etc/aiobs/counters.csv" },
        { name: "DCGM_EXPORTER_KUBERNETES", value: "true" },
        { name: "NVIDIA_MIG_MONITOR_DEVICES", value: "all" },
        { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      ]),
    );
    expect(containerOf(exporter).livenessProbe).toMatchObject({ httpGet: { path: "/health" } });
  });

  it("starts anew when its configuration changes, and only then", async () => {
    const checksum = (of: Plan, name: string) =>
      fields(fields(templateOf(named(of, "DaemonSet", name)).metadata).annotations)["aiobs/config-checksum"];
    const slices = gpuSettings({ gpuSharing: { timeSlicing: 4 }, max: 9 });
    const { plan: again } = await planGpu({ pools: { ...pools, slices } });
    for (const name of ["dcgm-exporter", ...PLUGINS]) expect(checksum(again, name)).toBe(checksum(plan, name));
    expect(new Set(PLUGINS.map((name) => checksum(plan, name))).size).toBe(PLUGINS.length);
  });

  it("is no plugin of its own on nodes that have one, but the exporter all the same", async () => {
    const rocket = gpuSettings({ amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" });
    const { plan: bottlerocket } = await planGpu({ pools: { rocket } });
    expect(ofType(bottlerocket.resources, "DaemonSet").map(nameOf)).toEqual(["dcgm-exporter"]);
  });

  it("is none where there are no GPU nodes: it would have no place to run", () => {
    expect(serversOf({})).toEqual([]);
  });
});
