import { ENCODED_CERTIFICATE } from "../../config/types/certificate.ts";
import type { SettingChange } from "./setting-change.ts";

/** The release that the pools of `prod` run. */
const RELEASE = "1.36.2-20261105";

/** How GPU nodes that the stack did not make are known. */
const LAB = { "example.com/gpu": ["a100"] };

/** What nodes of an image of one's own find the cluster of `prod` by. */
export const BOOTSTRAP = {
  endpoint: "https://EXAMPLEPROD.gr7.eu-central-1.eks.amazonaws.com",
  certificateAuthority: ENCODED_CERTIFICATE,
  serviceCidr: "172.20.0.0/16",
};

/** A change of each setting of node pools and of what runs on GPU nodes, in the order of the reference. */
export const NODE_CHANGES: readonly SettingChange[] = [
  {
    setting: "nodePools.training",
    to: { kind: "gpu", instanceTypes: ["g6e.48xlarge"], release: RELEASE, max: 2 },
  },
  { setting: "nodePools.shared", to: undefined },
  {
    setting: "nodePools.shared.kind",
    to: "system",
    with: { "nodePools.shared.instanceTypes": ["m7i.xlarge"], "nodePools.shared.gpuSharing": undefined },
  },
  { setting: "nodePools.inference.instanceTypes", to: ["g6e.24xlarge"], run: "ordinary" },
  { setting: "nodePools.inference.min", to: 1 },
  { setting: "nodePools.inference.desired", to: 4 },
  { setting: "nodePools.inference.max", to: 12 },
  { setting: "nodePools.inference.zones", to: ["eu-central-1a"] },
  { setting: "nodePools.inference.labels", to: { "example.com/tier": "gold" } },
  { setting: "nodePools.inference.release", to: "1.36.2-20261119" },
  { setting: "nodePools.inference.update.maxUnavailable", to: 2 },
  { setting: "nodePools.inference.update.maxUnavailablePercentage", to: 25 },
  { setting: "nodePools.inference.update.strategy", to: "minimal" },
  { setting: "nodePools.inference.repair.mode", to: "on" },
  { setting: "nodePools.inference.repair.maxParallel", to: 2, with: { "nodePools.inference.repair.mode": "on" } },
  {
    setting: "nodePools.inference.repair.maxUnhealthyPercentage",
    to: 10,
    with: { "nodePools.inference.repair.mode": "on" },
  },
  { setting: "nodePools.shared.provisioner", to: "karpenter" },
  { setting: "nodePools.inference.capacity", to: "spot" },
  {
    setting: "nodePools.inference.capacity.reservation",
    to: "cr-0123456789abcdef0",
    with: { "nodePools.inference.capacity.zone": "eu-central-1a" },
  },
  {
    setting: "nodePools.inference.capacity.zone",
    to: "eu-central-1b",
    with: { "nodePools.inference.capacity.reservation": "cr-0123456789abcdef0" },
  },
  {
    setting: "nodePools.inference.capacity.reservationGroup",
    to: "arn:aws:resource-groups:eu-central-1:444455556666:group/gpus",
  },
  { setting: "nodePools.inference.disk", to: "500Gi" },
  { setting: "nodePools.inference.taints", to: [{ key: "example.com/team", value: "a", effect: "NoExecute" }] },
  {
    setting: "nodePools.inference.amiFamily",
    to: "bottlerocket-nvidia",
    with: { "nodePools.inference.release": "1.52.0-0a1b2c3d" },
  },
  { setting: "nodePools.inference.imagePull", to: "parallel" },
  {
    setting: "nodePools.inference.ami",
    to: "ami-0123456789abcdef0",
    with: { "foundation.bootstrap": BOOTSTRAP },
    run: "ordinary",
  },
  { setting: "nodePools.inference.driver", to: "580.105.08" },
  {
    setting: "nodePools.shared.ami",
    to: "ami-0123456789abcdef0",
    with: { "nodePools.shared.provisioner": "karpenter" },
  },
  {
    setting: "nodePools.inference.gpuSharing.mig",
    to: "1g.5gb",
    with: {
      "nodePools.inference.instanceTypes": ["p4d.24xlarge"],
      "nodePools.inference.zones": ["eu-central-1a"],
    },
  },
  { setting: "nodePools.shared.gpuSharing.timeSlicing", to: 8 },
  { setting: "nodePools.inference.efa", to: "on", with: { "nodePools.inference.zones": ["eu-central-1a"] } },
  {
    setting: "nodePools.inference.placementGroup",
    to: "cluster",
    with: { "nodePools.inference.zones": ["eu-central-1a"] },
  },

  { setting: "gpuNodes.lab", to: { labels: LAB, devicePlugin: "present" } },
  { setting: "gpuNodes.racks", to: { labels: { "example.com/gpu": ["gb200"] }, computeDomains: "on" } },
  { setting: "gpuNodes.lab-shared", to: { labels: LAB, devicePlugin: "install", gpuSharing: { timeSlicing: 4 } } },
  { setting: "gpuNodes.lab-sliced", to: { labels: LAB, gpuSharing: { mig: "1g.5gb" }, runtimeClass: "nvidia" } },
  { setting: "dcgmExporter.memory", to: "2Gi" },
];
