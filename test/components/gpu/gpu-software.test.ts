import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { countersCsv } from "../../../components/gpu/counters.ts";
import type { GpuNodes } from "../../../components/gpu/gpu-nodes.ts";
import { dcgmScrapeJob, GpuSoftware } from "../../../components/gpu/gpu-software.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { planStack } from "../../../preview/plan.ts";
import type { Json, PlannedResource } from "../../../preview/record.ts";
import { fields, gpuSettings, ofType, training } from "../compute/plan-pools.ts";

const existing: GpuNodes = {
  name: "lab",
  sharing: { kind: "whole" },
  nodes: [{ key: "acme.com/gpu", values: ["yes"] }],
};

async function plan(settings: object, more: { existing?: readonly GpuNodes[]; imageMirror?: string } = {}) {
  const { imageMirror, ...rest } = more;
  const context = {
    stack: "test",
    namespaces: { stack: "monitoring", host: "monitoring-host" },
    ...(imageMirror === undefined ? {} : { imageMirror }),
  };
  const { resources } = await planStack({
    project: "aiobs",
    stack: "test",
    config: { values: {}, secretKeys: [] },
    program: async () => {
      new GpuSoftware("gpu", { context, pools: nodePoolsSchema.parse(settings), ...rest });
      return {};
    },
  });
  return resources;
}

function named(resources: readonly PlannedResource[], type: string, name: string): PlannedResource {
  const found = ofType(resources, type).find(({ inputs }) => fields(inputs.metadata).name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
}

function podOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  return fields(fields(fields(daemonSet.inputs.spec).template).spec);
}

function containerOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  const { containers } = podOf(daemonSet);
  if (!Array.isArray(containers) || containers.length !== 1) throw new Error("not one container");
  return fields(containers[0]);
}

const settings = {
  training,
  small: { ...training, gpuSharing: { mig: "1g.10gb" } },
  slices: gpuSettings({ gpuSharing: { timeSlicing: 4 } }),
};

describe("the GPU software", async () => {
  const resources = await plan(settings);
  const daemons = ofType(resources, "DaemonSet");
  const exporter = named(resources, "DaemonSet", "dcgm-exporter");

  it("is the exporter, and a device plugin for each way GPUs are shared", () => {
    expect(daemons.map(({ inputs }) => fields(inputs.metadata).name).sort()).toEqual([
      "dcgm-exporter",
      "nvidia-device-plugin-mig",
      "nvidia-device-plugin-time-slicing-4",
      "nvidia-device-plugin-whole",
    ]);
  });

  it("tells each plugin how its nodes share", () => {
    const config = (name: string) =>
      parse(String(fields(named(resources, "ConfigMap", name).inputs.data)["config.yaml"]));
    expect(config("nvidia-device-plugin-mig").flags).toEqual({ migStrategy: "single" });
    expect(config("nvidia-device-plugin-time-slicing-4").sharing.timeSlicing.resources).toEqual([
      { name: "nvidia.com/gpu", replicas: 4 },
    ]);
    expect(config("nvidia-device-plugin-whole").sharing).toBeUndefined();
  });

  it("lives in a namespace of its own, where everything is denied but what is named", () => {
    expect(ofType(resources, "Namespace").map(({ inputs }) => fields(inputs.metadata))).toMatchObject([
      { name: "gpu-system", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
    ]);
    expect(named(resources, "NetworkPolicy", "default-deny").inputs.spec).toEqual({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
    expect(ofType(resources, "NetworkPolicy")).toHaveLength(2);
    expect(named(resources, "NetworkPolicy", "dcgm-exporter").inputs.spec).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "dcgm-exporter", "app.kubernetes.io/part-of": "aiobs" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
              podSelector: {
                matchLabels: { "app.kubernetes.io/name": "prometheus", "app.kubernetes.io/part-of": "aiobs" },
              },
            },
          ],
          ports: [{ port: 9400, protocol: "TCP" }],
        },
      ],
    });
  });

  it("has no more rights than it says", () => {
    for (const daemon of daemons) {
      const name = String(fields(daemon.inputs.metadata).name);
      const security = fields(containerOf(daemon).securityContext);
      expect(security, name).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
      expect(security.privileged, name).toBeUndefined();
      const added = /dcgm|mig/.test(name) ? { drop: ["ALL"], add: ["SYS_ADMIN"] } : { drop: ["ALL"] };
      expect(security.capabilities, name).toEqual(added);
      const pod = podOf(daemon);
      expect(pod, name).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      });
      for (const key of ["hostNetwork", "hostPID", "hostIPC"]) expect(pod[key], name).toBeUndefined();
      const annotations = fields(fields(fields(fields(daemon.inputs.spec).template).metadata).annotations);
      expect(String(annotations["aiobs/host-access"]), name).toContain("kubelet");
    }
  });

  it("mounts of the node what it needs, and writes only where it registers", () => {
    for (const daemon of daemons) {
      const name = String(fields(daemon.inputs.metadata).name);
      const volumes = podOf(daemon).volumes;
      const paths = (Array.isArray(volumes) ? volumes : [])
        .map(fields)
        .flatMap(({ hostPath }) => (hostPath === undefined ? [] : [fields(hostPath).path]));
      expect(paths, name).toEqual([
        "/dev/null",
        name === "dcgm-exporter" ? "/var/lib/kubelet/pod-resources" : "/var/lib/kubelet/device-plugins",
      ]);
      const mounts = containerOf(daemon).volumeMounts;
      const writable = (Array.isArray(mounts) ? mounts : []).map(fields).filter(({ readOnly }) => readOnly !== true);
      expect(
        writable.map(({ mountPath }) => mountPath),
        name,
      ).toEqual(name === "dcgm-exporter" ? ["/tmp", "/run"] : ["/var/lib/kubelet/device-plugins"]);
    }
  });

  it("runs on every GPU node, whatever its taints, with requests and limits", () => {
    for (const daemon of daemons) {
      expect(podOf(daemon).tolerations).toEqual([{ operator: "Exists" }]);
      const { requests, limits } = fields(containerOf(daemon).resources);
      expect(Object.keys(fields(requests))).toEqual(["cpu", "memory"]);
      expect(fields(limits).memory).toBe(fields(requests).memory);
    }
    expect(podOf(exporter).affinity).toMatchObject({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "nvidia.com/gpu.present", operator: "In", values: ["true"] }] },
          ],
        },
      },
    });
  });

  it("exports our own counters, with the pod that uses each GPU or slice", () => {
    expect(fields(named(resources, "ConfigMap", "dcgm-exporter").inputs.data)["counters.csv"]).toBe(countersCsv());
    expect(containerOf(exporter).env).toEqual(
      expect.arrayContaining([
        { name: "DCGM_EXPORTER_COLLECTORS", value: "/etc/aiobs/counters.csv" },
        { name: "DCGM_EXPORTER_KUBERNETES", value: "true" },
        { name: "NVIDIA_MIG_MONITOR_DEVICES", value: "all" },
        { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      ]),
    );
    expect(containerOf(exporter).livenessProbe).toMatchObject({ httpGet: { path: "/health", port: 9400 } });
  });

  it("starts anew when its configuration changes, and only then", async () => {
    const checksum = (list: readonly PlannedResource[], name: string) =>
      fields(fields(fields(fields(named(list, "DaemonSet", name).inputs.spec).template).metadata).annotations)[
        "aiobs/config-checksum"
      ];
    const again = await plan({ ...settings, slices: gpuSettings({ gpuSharing: { timeSlicing: 4 }, max: 9 }) });
    for (const name of ["dcgm-exporter", "nvidia-device-plugin-time-slicing-4"]) {
      expect(checksum(again, name)).toBe(checksum(resources, name));
    }
    expect(checksum(resources, "nvidia-device-plugin-mig")).not.toBe(checksum(resources, "nvidia-device-plugin-whole"));
  });
});

describe("GPU nodes that the stack did not make", () => {
  it("get plugin and exporter by their own labels", async () => {
    const resources = await plan({}, { existing: [existing], imageMirror: "registry.example.com/mirror/" });
    const terms = { matchExpressions: [{ key: "acme.com/gpu", operator: "In", values: ["yes"] }] };
    const at = (name: string) => podOf(named(resources, "DaemonSet", name)).affinity;
    expect(at("nvidia-device-plugin-lab")).toMatchObject({
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [terms] } },
    });
    expect(JSON.stringify(at("dcgm-exporter"))).toContain(JSON.stringify(terms.matchExpressions));
    expect(containerOf(named(resources, "DaemonSet", "dcgm-exporter")).image).toBe(
      "registry.example.com/mirror/nvidia/k8s/dcgm-exporter:4.5.3-4.8.2-distroless",
    );
  });
});

describe("the scrape job of the exporters", () => {
  it("finds them in their namespace, one a node, and leaves the user's labels alone", () => {
    expect(dcgmScrapeJob("acme")).toMatchObject({
      job_name: "dcgm-exporter",
      kubernetes_sd_configs: [
        {
          role: "pod",
          namespaces: { names: ["gpu-system"] },
          selectors: [{ role: "pod", label: "app.kubernetes.io/name=dcgm-exporter,app.kubernetes.io/part-of=aiobs" }],
        },
      ],
    });
    const targets = dcgmScrapeJob("acme").relabel_configs?.map(({ target_label }) => target_label);
    expect(targets).toEqual([undefined, "cluster", "instance"]);
  });
});
