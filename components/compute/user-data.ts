/** What a node is told at its first start: local disks, and the splitting of its GPUs. Pure functions. */
import { stringify } from "yaml";
import type { GpuPool, NodePool } from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { poolModel, sharesPerGpu } from "./gpu-sharing.ts";
import { operatingSystemOf } from "./machine-image.ts";
import { bottlerocketBootstrap, type NodeBootstrap, nodeadmBootstrap } from "./node-bootstrap.ts";

/** Separates the parts of a user data document; none of the parts can hold it. */
const BOUNDARY = "==AIOBS-NODE==";

/** Whether every node of the pool has local NVMe. System pools are taken to have none: their types are not in the table. */
export function hasLocalNvme(pool: NodePool): boolean {
  return pool.kind === "gpu" && pool.instanceTypes.every((type) => gpuInstance(type).localNvmeBytes > 0);
}

/**
 * The user data of a pool's nodes, as plain text; nothing where the image's own ways do.
 *
 * @param bootstrap what makes the node join the cluster. Absent: EKS or Karpenter adds it.
 */
export function userData(pool: NodePool, bootstrap?: NodeBootstrap): string | undefined {
  // Karpenter sets up local disks by itself.
  const stripe = hasLocalNvme(pool) && pool.provisioner === "node-group";
  return operatingSystemOf(pool) === "bottlerocket"
    ? bottlerocketSettings(stripe, pool, bootstrap)
    : nodeadmDocument(stripe, pool, bootstrap);
}

/**
 * Amazon Linux 2023: a MIME document of nodeadm's configuration and scripts
 * (https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/examples/). RAID 0 of the local disks holds images, logs and
 * pods' scratch data: fast, and lost with the node as they are.
 */
function nodeadmDocument(stripe: boolean, pool: NodePool, bootstrap: NodeBootstrap | undefined): string | undefined {
  const spec = {
    ...(bootstrap === undefined ? {} : nodeadmBootstrap(pool, bootstrap)),
    ...(stripe ? { instance: { localStorage: { strategy: "RAID0" } } } : {}),
    ...(pullsImagesInParallel(pool) ? { featureGates: { FastImagePull: true } } : {}),
  };
  const parts = [
    ...(Object.keys(spec).length === 0
      ? []
      : [mimePart("application/node.eks.aws", stringify({ ...nodeConfig, spec }))]),
    ...(pool.kind === "gpu" && pool.gpuSharing.kind === "mig"
      ? [mimePart('text/x-shellscript; charset="us-ascii"', migScript(pool.gpuSharing.profile, sharesPerGpu(pool)))]
      : []),
  ];
  if (parts.length === 0) return undefined;
  return [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    ...parts.map((part) => `--${BOUNDARY}\n${part}`),
    `--${BOUNDARY}--`,
    "",
  ].join("\n");
}

const nodeConfig = { apiVersion: "node.eks.aws/v1alpha1", kind: "NodeConfig" } as const;

function pullsImagesInParallel(pool: NodePool): boolean {
  return pool.kind === "gpu" && pool.imagePull === "parallel";
}

function mimePart(type: string, content: string): string {
  return `Content-Type: ${type}\n\n${content}`;
}

/**
 * Splits every GPU by one MIG profile before the kubelet starts. The slices are gone after a restart of the node, so this
 * is a unit that runs at each; the kubelet requires it, for a node that offered whole GPUs would break what pods expect.
 * An A100 may take MIG mode only after a restart: one is made, and no second.
 */
function migScript(profile: string, slices: number): string {
  const list = Array.from({ length: slices }, () => profile).join(",");
  return `#!/usr/bin/env bash
set -o errexit -o nounset -o pipefail
install -d /usr/local/sbin /var/lib/aiobs
cat > /usr/local/sbin/aiobs-split-gpus <<'SCRIPT'
#!/usr/bin/env bash
set -o errexit -o nounset -o pipefail
restarted=/var/lib/aiobs/restarted-for-mig
nvidia-smi --multi-instance-gpu=1
if nvidia-smi --query-gpu=mig.mode.current --format=csv,noheader | grep --quiet --invert-match Enabled; then
  if [ -e "$restarted" ]; then
    echo "MIG mode is still off after a restart" >&2
    exit 1
  fi
  touch "$restarted"
  systemctl reboot
  exit 1
fi
nvidia-smi mig --destroy-compute-instance || true
nvidia-smi mig --destroy-gpu-instance || true
nvidia-smi mig --create-gpu-instance ${list} --default-compute-instance
SCRIPT
chmod 0755 /usr/local/sbin/aiobs-split-gpus
cat > /etc/systemd/system/aiobs-split-gpus.service <<'UNIT'
[Unit]
Description=Split every GPU into ${slices} MIG slices of ${profile}
After=nvidia-kmod-load.service nvidia-persistenced.service nvidia-fabricmanager.service
Before=nodeadm-run.service kubelet.service
[Service]
Type=oneshot
RemainAfterExit=true
ExecStart=/usr/local/sbin/aiobs-split-gpus
[Install]
WantedBy=multi-user.target
RequiredBy=kubelet.service
UNIT
systemctl daemon-reload
systemctl enable --now aiobs-split-gpus.service
`;
}

/**
 * Bottlerocket: settings in TOML (https://bottlerocket.dev/en/os/latest/#/api/settings/). Its images bring NVIDIA's device
 * plugin and MIG manager with them, so they are told here what other nodes' DaemonSet is told.
 */
function bottlerocketSettings(
  stripe: boolean,
  pool: NodePool,
  bootstrap: NodeBootstrap | undefined,
): string | undefined {
  const parallel = pullsImagesInParallel(pool);
  const tables = [
    ...(bootstrap === undefined ? [] : bottlerocketBootstrap(pool, bootstrap)),
    ...(stripe ? [localDisks(parallel ? [...LOCAL_FOLDERS, SOCI_FOLDER] : LOCAL_FOLDERS)] : []),
    ...(parallel ? [PARALLEL_PULLS] : []),
    ...(pool.kind === "gpu" ? sharingSettings(pool) : []),
  ];
  return tables.length === 0 ? undefined : tables.join("\n");
}

/** What fills a node's disk: images, pods' scratch data, logs. */
const LOCAL_FOLDERS = ["/var/lib/containerd", "/var/lib/kubelet", "/var/log/pods"] as const;

/** Where the SOCI snapshotter of Bottlerocket keeps images. */
const SOCI_FOLDER = "/var/lib/soci-snapshotter";

/** Both commands in one entry: entries run in the order of their names, and a bind before the init does nothing. */
function localDisks(folders: readonly string[]): string {
  return `[settings.bootstrap-commands.local-disks]
commands = [
  ["apiclient", "ephemeral-storage", "init"],
  ["apiclient", "ephemeral-storage", "bind", "--dirs", ${folders.map((folder) => `"${folder}"`).join(", ")}]
]
essential = true
mode = "always"
`;
}

/** How many at once is left to the image's own defaults (https://bottlerocket.dev/en/os/latest/#/api/settings/container-runtime-plugins/). */
const PARALLEL_PULLS = `[settings.container-runtime]
snapshotter = "soci"

[settings.container-runtime-plugins.soci-snapshotter]
pull-mode = "parallel-pull-unpack"
`;

function sharingSettings(pool: GpuPool): readonly string[] {
  const { gpuSharing: sharing } = pool;
  switch (sharing.kind) {
    case "whole":
      return [];
    case "mig": {
      const { product, bottlerocketMigKey } = poolModel(pool);
      if (bottlerocketMigKey === undefined) throw new Error(`Bottlerocket cannot split ${product}`);
      return [
        `[settings.kubelet-device-plugins.nvidia]\ndevice-partitioning-strategy = "mig"\n`,
        `[settings.kubelet-device-plugins.nvidia.mig.profile]\n"${bottlerocketMigKey}" = "${sharing.profile}"\n`,
      ];
    }
    case "time-slicing":
      return [
        `[settings.kubelet-device-plugins.nvidia]\ndevice-sharing-strategy = "time-slicing"\n`,
        `[settings.kubelet-device-plugins.nvidia.time-slicing]\nreplicas = ${sharing.replicas}\nrename-by-default = false\nfail-requests-greater-than-one = true\n`,
      ];
  }
}
