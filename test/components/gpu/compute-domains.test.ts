import { describe, expect, it } from "vitest";
import { GpuSoftware } from "../../../components/gpu/gpu-software.ts";
import { serverScrapeJobs } from "../../../components/metrics/scrape-jobs.ts";
import { NetworkPolicies } from "../../../components/network/network-policies.ts";
import { standardsOf } from "../../../facts/standards.ts";
import { policies } from "../../../policy/all.ts";
import { judge } from "../../../policy/judge.ts";
import { computeDomains } from "../../../systems/compute-domains.ts";
import { fields, ofType } from "../compute/plan-pools.ts";
import { place, planOf } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";
import { containerOf, listed, named, podOf, serversOf } from "./plan-gpu.ts";

const racks = {
  a: { labels: { "acme.com/gpu": ["gb200"] }, computeDomains: "on" },
  b: { labels: { "acme.com/gpu": ["gb300"] }, computeDomains: "on" },
  lab: { labels: { "acme.com/gpu": ["a100"] } },
};

function planWith(existing: object, at = place) {
  const servers = serversOf({ existing });
  return planOf(() => {
    new GpuSoftware("gpu", { place: at, servers });
    new NetworkPolicies("network", { place: at, servers });
  });
}

describe("the driver of ComputeDomains", async () => {
  const plan = await planWith(racks);
  const plugin = named(plan, "DaemonSet", "compute-domain-plugin");
  const controller = named(plan, "Deployment", "compute-domain-controller");

  it("is nowhere where no nodes may be in one, and no system is observed", async () => {
    const { resources } = await planWith({ lab: racks.lab });
    expect(resources.filter(({ name }) => name.includes("compute-domain"))).toEqual([]);
    expect(computeDomains.observe(settingsWith({ gpuNodes: { lab: racks.lab } }))).toBeUndefined();
    expect(computeDomains.observe(settingsWith({ gpuNodes: racks }))).toBeDefined();
  });

  it("has its plugin on the nodes that may be in one, and on no others", () => {
    const { nodeSelectorTerms } = fields(
      fields(fields(podOf(plugin).affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution,
    );
    expect(nodeSelectorTerms).toEqual(
      ["gb200", "gb300"].map((gpu) => ({ matchExpressions: [{ key: "acme.com/gpu", operator: "In", values: [gpu] }] })),
    );
  });

  it("keeps its kinds when it goes: with a definition go all its objects", () => {
    const definitions = ofType(plan.resources, "CustomResourceDefinition");
    expect(
      definitions.map(({ inputs, retainOnDelete }) => [fields(inputs.metadata).name, retainOnDelete]).sort(),
    ).toEqual([
      ["computedomaincliques.resource.nvidia.com", true],
      ["computedomains.resource.nvidia.com", true],
    ]);
  });

  it("offers no GPU: its classes are of daemons and channels, its program is that of domains", () => {
    expect(
      ofType(plan.resources, "DeviceClass")
        .map(({ inputs }) => String(fields(inputs.metadata).name))
        .sort(),
    ).toEqual(["compute-domain-daemon.nvidia.com", "compute-domain-default-channel.nvidia.com"]);
    expect(containerOf(plugin).command).toEqual(["compute-domain-kubelet-plugin"]);
    expect(named(plan, "DaemonSet", "nvidia-device-plugin-existing-a")).toBeDefined();
  });

  it("is privileged on the nodes alone; what makes DaemonSets is not, and may nowhere but in the namespace for hosts", () => {
    expect(containerOf(plugin).securityContext).toEqual({ privileged: true, readOnlyRootFilesystem: true });
    expect(fields(containerOf(controller).securityContext)).toMatchObject({ allowPrivilegeEscalation: false });
    expect(podOf(controller).securityContext).toMatchObject({ runAsNonRoot: true });
    const rules = (kind: string, name: string) => listed(named(plan, kind, name).inputs.rules);
    const everywhere = rules("ClusterRole", "monitoring-compute-domain-controller").flatMap(
      ({ resources }) => resources,
    );
    expect(everywhere).toEqual(["computedomains", "computedomains/status", "resourceclaimtemplates", "nodes"]);
    const roles = ofType(plan.resources, "Role").map(({ inputs }) => fields(inputs.metadata));
    expect(roles.map(({ namespace, name }) => `${namespace}/${name}`).sort()).toEqual([
      "monitoring-host/compute-domain-controller",
      "monitoring-host/compute-domain-daemon-service-account",
      "monitoring-host/compute-domain-plugin",
    ]);
    const all = ["Role", "ClusterRole"].flatMap((kind) =>
      ofType(plan.resources, kind).flatMap(({ inputs }) => listed(inputs.rules)),
    );
    expect(all.filter(({ resources, verbs }) => `${resources}${verbs}`.match(/secrets|\*/))).toEqual([]);
  });

  it("may from a node change what is of that node alone", () => {
    const spec = fields(named(plan, "ValidatingAdmissionPolicy", "monitoring-host-compute-domain-plugin").inputs.spec);
    const judged = listed(fields(spec.matchConstraints).resourceRules).flatMap(({ resources }) => resources);
    expect(judged).toEqual(["resourceslices", "nodes"]);
    expect(listed(spec.matchConditions).map(({ expression }) => expression)).toEqual([
      "request.userInfo.username == 'system:serviceaccount:monitoring-host:compute-domain-plugin'",
    ]);
    expect(listed(spec.validations).map(({ expression }) => expression)).toEqual([
      "variables.from != '' && variables.from == variables.of",
    ]);
    const binding = named(plan, "ValidatingAdmissionPolicyBinding", "monitoring-host-compute-domain-plugin");
    expect(binding.inputs.spec).toEqual({
      policyName: "monitoring-host-compute-domain-plugin",
      validationActions: ["Deny"],
    });
  });

  it("judges each probe of the plugin by its own protocol", () => {
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(plugin);
    for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
      expect(fields(probe).grpc).toEqual({ port: 51_515, service: "liveness" });
      expect(fields(probe).httpGet).toBeUndefined();
    }
  });

  it("pulls its daemons' image as its own, from the stack's registry and with its secrets", () => {
    const images = { ...place.images, registry: "registry.example.com/mirror", pullSecrets: ["login", "other"] };
    const [server] = serversOf({ existing: racks, images }).filter(({ name }) => name === "compute-domain-controller");
    expect(server?.args).toContain(
      "--image-name=registry.example.com/mirror/dra-driver-nvidia/dra-driver-nvidia-gpu:v0.4.0",
    );
    expect(server?.args).toContain("--cd-daemon-image-pull-secret-names=login,other");
  });

  it("lets daemons call each other and the Kubernetes API, by either kind of policy", async () => {
    const spec = fields(named(plan, "NetworkPolicy", "compute-domain-daemons").inputs.spec);
    const daemons = { matchExpressions: [{ key: "resource.nvidia.com/computeDomain", operator: "Exists" }] };
    expect(spec.podSelector).toEqual(daemons);
    expect(spec.ingress).toMatchObject([{ from: [{ podSelector: daemons }], ports: [{ port: 50_000 }] }]);
    expect(listed(spec.egress).at(-1)).toMatchObject({ to: [{ podSelector: daemons }], ports: [{ port: 50_000 }] });
    expect(listed(spec.egress)).toHaveLength(3);
    const cilium = await planWith(racks, { ...place, networkPolicies: "cilium" });
    const own = named(cilium, "CiliumNetworkPolicy", "compute-domain-daemons");
    expect(fields(own.inputs.spec).endpointSelector).toEqual(daemons);
    const entities = listed(fields(own.inputs.spec).egress).map(({ toEntities }) => toEntities);
    expect(entities).toContainEqual(["kube-apiserver"]);
    const off = await planWith(racks, { ...place, networkPolicies: "off" });
    expect(ofType(off.resources, "NetworkPolicy").map(({ name }) => name)).not.toContain("compute-domains-daemons");
  });

  it("tells Prometheus its own metrics, and none of the others", () => {
    const own = serversOf({ existing: racks }).filter(({ name }) => name.startsWith("compute-domain"));
    const jobs = serverScrapeJobs(place, own);
    expect(jobs.map(({ job_name, metric_relabel_configs }) => [job_name, metric_relabel_configs])).toEqual(
      ["compute-domain-controller", "compute-domain-plugin"].map((name) => [
        name,
        [{ source_labels: ["__name__"], action: "keep", regex: "nvidia_dra_.+" }],
      ]),
    );
  });

  it("keeps every policy", () => {
    const resources = plan.resources.map((resource) => ({ ...resource, props: resource.inputs }));
    const { violations } = judge(policies, resources, {
      environment: "prod",
      standards: standardsOf("prod"),
      secrets: "redacted",
    });
    expect(violations.map(({ problem, resource }) => `${resource?.name}: ${problem}`)).toEqual([]);
  });
});
