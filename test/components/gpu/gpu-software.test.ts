import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nodeLabels } from "../../../components/compute/node-labels.ts";
import { countersCsv } from "../../../components/gpu/counters.ts";
import { gpuServers } from "../../../components/gpu/gpu-software.ts";
import { serverScrapeJobs } from "../../../components/metrics/scrape-jobs.ts";
import { scrapeCalls } from "../../../components/workload/connection.ts";
import { dcgmExporterSchema } from "../../../config/dcgm-exporter.ts";
import { gpuNodesSchema } from "../../../config/gpu-nodes.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { standardsOf } from "../../../facts/standards.ts";
import { policies } from "../../../policy/all.ts";
import { judge } from "../../../policy/judge.ts";
import type { Plan } from "../../../preview/plan.ts";
import type { Json, PlannedResource } from "../../../preview/record.ts";
import { fields, gpuSettings, ofType, training } from "../compute/plan-pools.ts";
import { place, planServers } from "../plan-of.ts";

interface Nodes {
  readonly pools?: object;
  readonly existing?: object;
  readonly exporter?: object;
}

/** The servers of these nodes. */
function serversOf({ pools = {}, existing = {}, exporter = {} }: Nodes) {
  return gpuServers({
    nodePools: nodePoolsSchema.parse(pools),
    gpuNodes: gpuNodesSchema.parse(existing),
    dcgmExporter: dcgmExporterSchema.parse(exporter),
  });
}

/** Their plan, with their network policies. */
async function planGpu(nodes: Nodes) {
  const servers = serversOf(nodes);
  return { plan: await planServers(servers), servers };
}

/** The Kubernetes object of a kind and name. */
function named({ resources }: Plan, kind: string, name: string): PlannedResource {
  const found = ofType(resources, kind).find(({ inputs }) => fields(inputs.metadata).name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
}

function nameOf(object: PlannedResource): string {
  return String(fields(object.inputs.metadata).name);
}

function templateOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  return fields(fields(daemonSet.inputs.spec).template);
}

function podOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  return fields(templateOf(daemonSet).spec);
}

function containerOf(daemonSet: PlannedResource): Readonly<Record<string, Json>> {
  const { containers } = podOf(daemonSet);
  if (!Array.isArray(containers) || containers.length !== 1) throw new Error("not one container");
  return fields(containers[0]);
}

function listed(value: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

const alone = { ...training, efa: "off" };
const pools = {
  training: alone,
  small: { ...alone, gpuSharing: { mig: "1g.10gb" } },
  slices: gpuSettings({ gpuSharing: { timeSlicing: 4 } }),
};
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

describe("nodes with EFA", async () => {
  const { plan, servers } = await planGpu({ pools: { training, slices: pools.slices } });
  const plugin = named(plan, "DaemonSet", "efa-device-plugin");

  it("get its device plugin, and no other node does", () => {
    const pool = nodePoolsSchema.parse({ training }).training;
    const labels = pool === undefined ? {} : nodeLabels("training", pool);
    const { nodeSelectorTerms } = fields(
      fields(fields(podOf(plugin).affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
    );
    expect(nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: "aiobs/fabric", operator: "In", values: [labels["aiobs/fabric"]] }] },
    ]);
    expect(podOf(plugin).tolerations).toEqual([{ operator: "Exists" }]);
    expect(serversOf({ pools }).map(({ name }) => name)).not.toContain("efa-device-plugin");
  });

  it("let it list the fabric's devices and register, and nothing more", () => {
    expect(fields(containerOf(plugin).securityContext)).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    expect(fields(containerOf(plugin).securityContext).privileged).toBeUndefined();
    expect(podOf(plugin).hostNetwork).toBeUndefined();
    expect(listed(containerOf(plugin).volumeMounts)).toMatchObject([
      { mountPath: "/var/lib/kubelet/device-plugins", readOnly: false },
      { mountPath: "/dev/infiniband", readOnly: true },
    ]);
  });

  it("keep every policy", () => {
    const resources = plan.resources.map((resource) => ({ ...resource, props: resource.inputs }));
    const { violations } = judge(policies, resources, {
      environment: "prod",
      standards: standardsOf("prod"),
      secrets: "redacted",
    });
    expect(violations.map(({ problem, resource }) => `${resource?.name}: ${problem}`)).toEqual([]);
    expect(servers.map(({ name }) => name)).toContain("efa-device-plugin");
  });
});

describe("the exporter's memory", () => {
  const memoryOf = async (nodes: Nodes) =>
    fields(containerOf(named((await planGpu(nodes)).plan, "DaemonSet", "dcgm-exporter")).resources);

  it("is enough for eight GPUs, unless the settings say otherwise", async () => {
    expect(await memoryOf({ pools })).toMatchObject({ limits: { memory: "1Gi" }, requests: { memory: "1Gi" } });
    expect(await memoryOf({ pools, exporter: { memory: "2Gi" } })).toMatchObject({ limits: { memory: "2Gi" } });
  });
});

describe("GPU nodes that the stack did not make", async () => {
  const labels = { "acme.com/gpu": ["yes"] };
  const term = { matchExpressions: [{ key: "acme.com/gpu", operator: "In", values: ["yes"] }] };
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } },
  };

  it("get plugin and exporter by their own labels", async () => {
    const { plan } = await planGpu({ existing: { lab: { labels, gpuSharing: { mig: "1g.10gb" } } } });
    for (const name of ["nvidia-device-plugin-existing-lab", "dcgm-exporter"]) {
      expect(podOf(named(plan, "DaemonSet", name)).affinity).toEqual(affinity);
    }
    const config = fields(named(plan, "ConfigMap", "nvidia-device-plugin-existing-lab-config").inputs.data);
    expect(parse(String(config["config.yaml"])).flags).toEqual({ migStrategy: "single" });
  });

  it("run both by the runtime that gives them their GPUs, beside those of other nodes", async () => {
    const k3s = { labels, runtimeClass: "nvidia" };
    const { plan, servers } = await planGpu({ pools, existing: { k3s } });
    const runtimes = ofType(plan.resources, "DaemonSet").map((daemon) => [
      nameOf(daemon),
      podOf(daemon).runtimeClassName,
    ]);
    expect(Object.fromEntries(runtimes)).toMatchObject({
      "dcgm-exporter": undefined,
      "dcgm-exporter-nvidia": "nvidia",
      "nvidia-device-plugin-existing-k3s": "nvidia",
      "nvidia-device-plugin-whole": undefined,
    });
    expect(podOf(named(plan, "DaemonSet", "dcgm-exporter-nvidia")).affinity).toEqual(affinity);
    expect(servers.map(({ name, config }) => [name, config?.[0]?.folder])).toContainEqual([
      "dcgm-exporter",
      "dcgm-exporter/nvidia",
    ]);
  });

  it("get the exporter alone where they have a plugin", async () => {
    const { plan } = await planGpu({ existing: { cloud: { labels, devicePlugin: "present" } } });
    expect(ofType(plan.resources, "DaemonSet").map(nameOf)).toEqual(["dcgm-exporter"]);
    expect(podOf(named(plan, "DaemonSet", "dcgm-exporter")).affinity).toEqual(affinity);
  });
});

describe("the scrape job of the exporters", () => {
  const jobs = serverScrapeJobs(place, serversOf({ pools }));
  const [job] = jobs;

  it("is the only one of the GPU software, by the name that alerts know", () => {
    expect(jobs).toHaveLength(1);
    expect(job).toMatchObject({ job_name: "dcgm-exporter", metrics_path: "/metrics", honor_labels: false });
  });

  it("names the node, and leaves the pod, namespace and container that use the GPU alone", () => {
    expect(job?.relabel_configs).toContainEqual({
      source_labels: ["__meta_kubernetes_pod_node_name"],
      target_label: "instance",
    });
    const targets = job?.relabel_configs?.map(({ target_label }) => target_label);
    expect(targets).toEqual([undefined, "cluster", "instance"]);
  });
});
