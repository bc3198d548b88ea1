import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { NodeBootstrap } from "../../../components/compute/node-bootstrap.ts";
import { userData } from "../../../components/compute/user-data.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { gpuSettings, training } from "./plan-pools.ts";

const bottlerocket = { amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" };
const p4de = { instanceTypes: ["p4de.24xlarge"], zones: ["us-east-1a"] };

function of(settings: object, told?: NodeBootstrap): string | undefined {
  const { pool } = nodePoolsSchema.parse({ pool: settings });
  return pool && userData(pool, told);
}

/** The parts of a MIME document, by type. */
function parts(document: string | undefined): Readonly<Record<string, string>> {
  const [, boundary = ""] = /boundary="([^"]+)"/.exec(document ?? "") ?? [];
  const bodies = (document ?? "").split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    bodies.map((body) => {
      const [head = "", ...rest] = body.trimStart().split("\n\n");
      return [head.replace(/^Content-Type: ([^;\n]+).*$/s, "$1"), rest.join("\n\n")];
    }),
  );
}

describe("user data of Amazon Linux", () => {
  it("stripes local NVMe with nodeadm, and says nothing else", () => {
    const document = of(gpuSettings());
    expect(Object.keys(parts(document))).toEqual(["application/node.eks.aws"]);
    expect(parse(parts(document)["application/node.eks.aws"] ?? "")).toEqual({
      apiVersion: "node.eks.aws/v1alpha1",
      kind: "NodeConfig",
      spec: { instance: { localStorage: { strategy: "RAID0" } } },
    });
  });

  it("pulls images in parallel where asked, under Karpenter as well", () => {
    const spec = (more: object) =>
      parse(parts(of(gpuSettings({ imagePull: "parallel", ...more })))["application/node.eks.aws"] ?? "").spec;
    expect(spec({})).toEqual({
      instance: { localStorage: { strategy: "RAID0" } },
      featureGates: { FastImagePull: true },
    });
    expect(spec({ provisioner: "karpenter" })).toEqual({ featureGates: { FastImagePull: true } });
  });

  it("leaves local NVMe to Karpenter, which has a setting for it", () => {
    expect(of(gpuSettings({ provisioner: "karpenter" }))).toBeUndefined();
  });

  it("is nothing for a system pool", () => {
    expect(of({ kind: "system", instanceTypes: ["m7i.xlarge"], max: 3, release: "1.36.2-20261105" })).toBeUndefined();
  });

  it("splits every GPU into equal slices before the kubelet starts, at each start", () => {
    const script = parts(of(gpuSettings({ ...p4de, gpuSharing: { mig: "2g.20gb" } })))["text/x-shellscript"] ?? "";
    expect(script).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(script).toContain("--create-gpu-instance 2g.20gb,2g.20gb,2g.20gb --default-compute-instance");
    expect(script).toContain("RequiredBy=kubelet.service");
    expect(script).toContain("Before=nodeadm-run.service kubelet.service");
    // `bash -n` reads the script without running it.
    expect(execFileSync("bash", ["-n"], { input: script }).toString()).toBe("");
    const inner = script.split("<<'SCRIPT'\n")[1]?.split("\nSCRIPT\n")[0] ?? "";
    expect(execFileSync("bash", ["-n"], { input: inner }).toString()).toBe("");
    expect(inner).toContain("systemctl reboot");
  });
});

/** What nodes of a pool are told of the cluster where EKS does not. */
const bootstrap = {
  clusterName: "acme",
  endpoint: "https://EXAMPLE.gr7.us-east-2.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTg==",
  serviceCidr: "172.20.0.0/16",
  labels: { "aiobs/pool": "own", "nvidia.com/gpu.present": "true" },
};
const taints = [
  { key: "nvidia.com/gpu", effect: "NoSchedule" },
  { key: "team", value: "a", effect: "NoExecute" },
];

describe("user data of an image of one's own", () => {
  const spec = (settings: object) => parse(parts(of(settings, bootstrap))["application/node.eks.aws"] ?? "").spec;

  it("tells nodeadm the cluster, and registers labels and taints with the node", () => {
    expect(spec(gpuSettings({ taints }))).toEqual({
      cluster: {
        name: "acme",
        apiServerEndpoint: "https://EXAMPLE.gr7.us-east-2.eks.amazonaws.com",
        certificateAuthority: "LS0tLS1CRUdJTg==",
        cidr: "172.20.0.0/16",
      },
      kubelet: {
        flags: [
          "--node-labels=aiobs/pool=own,nvidia.com/gpu.present=true",
          "--register-with-taints=nvidia.com/gpu:NoSchedule,team=a:NoExecute",
        ],
      },
      instance: { localStorage: { strategy: "RAID0" } },
    });
  });

  it("has no flag for taints where there are none", () => {
    expect(spec(gpuSettings({ taints: [] })).kubelet.flags).toHaveLength(1);
  });

  it("still splits GPUs", () => {
    expect(Object.keys(parts(of(gpuSettings({ ...p4de, gpuSharing: { mig: "2g.20gb" } }), bootstrap)))).toEqual([
      "application/node.eks.aws",
      "text/x-shellscript",
    ]);
  });

  it("tells Bottlerocket the same, with the address of the cluster's DNS", () => {
    const both = [...taints, { key: "team", value: "b", effect: "NoSchedule" }];
    expect(of(gpuSettings({ ...bottlerocket, instanceTypes: ["g4dn.metal"], taints: both }), bootstrap)).toContain(
      `[settings.kubernetes]
api-server = "https://EXAMPLE.gr7.us-east-2.eks.amazonaws.com"
cluster-certificate = "LS0tLS1CRUdJTg=="
cluster-dns-ip = "172.20.0.10"
cluster-name = "acme"

[settings.kubernetes.node-labels]
"aiobs/pool" = "own"
"nvidia.com/gpu.present" = "true"

[settings.kubernetes.node-taints]
"nvidia.com/gpu" = [":NoSchedule"]
"team" = ["a:NoExecute", "b:NoSchedule"]
`,
    );
  });

  it("knows where DNS is in a cluster with IPv6", () => {
    const ipv6 = { ...bootstrap, serviceCidr: "fd30:1c53:5f8a::/108" };
    expect(of(gpuSettings(bottlerocket), ipv6)).toContain('cluster-dns-ip = "fd30:1c53:5f8a::a"');
  });
});

describe("user data of Bottlerocket", () => {
  it("binds local NVMe in one bootstrap command, so that the init comes first", () => {
    const settings = of(gpuSettings(bottlerocket)) ?? "";
    expect(settings.match(/^\[.*\]$/gm)).toEqual(["[settings.bootstrap-commands.local-disks]"]);
    expect(settings.indexOf('"init"')).toBeLessThan(settings.indexOf('"bind"'));
    expect(settings).toContain("essential = true");
  });

  it("pulls images in parallel, to local NVMe", () => {
    const settings = of(gpuSettings({ ...bottlerocket, imagePull: "parallel" })) ?? "";
    expect(settings).toContain('"/var/log/pods", "/var/lib/soci-snapshotter"]');
    expect(settings).toContain('[settings.container-runtime]\nsnapshotter = "soci"\n');
    expect(settings).toContain('soci-snapshotter]\npull-mode = "parallel-pull-unpack"\n');
  });

  it("splits GPUs by the image's own MIG manager", () => {
    expect(
      of(gpuSettings({ ...p4de, ...bottlerocket, gpuSharing: { mig: "2g.20gb" }, provisioner: "karpenter" })),
    ).toBe(
      `[settings.kubelet-device-plugins.nvidia]
device-partitioning-strategy = "mig"

[settings.kubelet-device-plugins.nvidia.mig.profile]
"a100.80gb" = "2g.20gb"
`,
    );
  });

  it("slices time by the image's own device plugin, under the usual name", () => {
    expect(of({ ...training, ...bottlerocket, gpuSharing: { timeSlicing: 4 } })).toContain(
      `[settings.kubelet-device-plugins.nvidia.time-slicing]
replicas = 4
rename-by-default = false
fail-requests-greater-than-one = true
`,
    );
  });
});
