import * as z from "zod";
import { type SectionCheck, section } from "../config/section.ts";
import { describeFound, formatPath, settingError } from "../config/setting-problem.ts";
import { bytes } from "../config/types/bytes.ts";
import { cidr, isAddress, isInNetwork } from "../config/types/cidr.ts";
import { dnsLabel, srvName } from "../config/types/dns-name.ts";
import { hostPort } from "../config/types/host-port.ts";
import { list } from "../config/types/list.ts";
import { port } from "../config/types/port.ts";

const coordinators = z
  .strictObject({
    targets: list(hostPort(), { min: 1 }).describe("Every coordinator."),
  })
  .describe("The coordinators, named one by one (static discovery).");

const compute = z
  .strictObject({
    dns: list(srvName(), { min: 1 }).describe("SRV records that list the compute nodes."),
    port: port().prefault(9090).describe("Port that the records' targets serve metrics on, for the network policy."),
  })
  .describe("The compute nodes, found by DNS.");

const observers = z
  .strictObject({
    namespaces: list(dnsLabel(["butterfly"]), { min: 1 }).describe(
      "Namespaces of the pods that bear the label `role: observer`.",
    ),
    port: port().prefault(9090).describe("Port that the pods serve metrics on, for the network policy."),
  })
  .describe("The observers, found by the Kubernetes API.");

const nodeMemory = z
  .strictObject({
    coordinator: bytes().exactOptional().describe("Memory that a coordinator may use."),
    compute: bytes().exactOptional().describe("Memory that a compute node may use."),
  })
  .describe(
    "Memory that nodes outside Kubernetes may use, by role: ButterflyHighMemoryUsage judges them by it. Nodes in Kubernetes have their containers' limits. Left out: nodes outside are not judged.",
  );

/** The specification's bounds ("Label Cardinality Guidelines"), and for the rest those of the catalogue. */
const size = z
  .strictObject({
    computeNodes: z.int().min(0).max(100_000).prefault(990).describe("Compute nodes at most."),
    observers: z.int().min(0).max(10_000).prefault(7).describe("Observers at most."),
    peers: z
      .int()
      .min(0)
      .max(100_000)
      .exactOptional()
      .describe("Other nodes that a node may be linked with; coordinators are with all. Left out: all others."),
    layers: z.int().min(1).max(10_000).prefault(200).describe("Layers that a compute node may run, of each model."),
    models: z.int().min(1).max(10_000).prefault(20).describe("Models that a compute node may run."),
    gpusPerNode: z.int().min(0).max(64).prefault(8).describe("GPUs of a node."),
    coresPerNode: z.int().min(1).max(4096).prefault(192).describe("Cores of a node, which may each have a series."),
  })
  .prefault({})
  .describe(
    "How large the cluster may become: its series are estimated from it. Where a cluster exposes more than 400,000 of the metrics " +
      "that multiply (links, layers …), a sample of them is kept: `mixins/butterfly/reduction.ts`. Left out: the worst case of " +
      "the metrics specification, 1,000 nodes of which each runs all layers of all models and is linked with each other one.",
  );

const schema = z
  .strictObject({
    size,
    coordinators: coordinators.exactOptional(),
    compute: compute.exactOptional(),
    observers: observers.exactOptional(),
    nodeMemory: nodeMemory.exactOptional(),
    cidrs: list(cidr())
      .prefault([])
      .describe("Networks that the coordinators and compute nodes are in. Prometheus may reach no other outside."),
  })
  .describe(
    "The Butterfly cluster to observe. Left out: none is scraped, and its rules and dashboards are not deployed.",
  );

/** Where the nodes of the observed Butterfly cluster are. */
export type ButterflySettings = z.output<typeof schema>;

/** How Butterfly's targets must fit each other. */
const checks: readonly SectionCheck<ButterflySettings>[] = [
  {
    rule: "`butterfly` names `coordinators`, `compute` or `observers`, or is left out.",
    find({ coordinators, compute, observers }) {
      if ([coordinators, compute, observers].some((nodes) => nodes !== undefined)) return [];
      const hint = "set coordinators, compute or observers, or leave it out: then nothing of Butterfly is deployed";
      return [settingError(["butterfly"], "names no nodes", { hint })];
    },
  },
  {
    rule: "`butterfly.cidrs` is set where there are `coordinators` or `compute`: network policies let Prometheus reach nothing else.",
    find({ coordinators, compute, cidrs }) {
      if (cidrs.length > 0 || (coordinators === undefined && compute === undefined)) return [];
      const message = 'needed with coordinators or compute: name the networks that they are in, such as "10.20.0.0/16"';
      return [settingError(["butterfly", "cidrs"], message, { found: "an empty list" })];
    },
  },
  {
    rule: "A coordinator that is given by its address is in one of `butterfly.cidrs`.",
    find({ coordinators, cidrs }) {
      if (cidrs.length === 0) return [];
      return (coordinators?.targets ?? []).flatMap(({ text, host }, index) => {
        if (!isAddress(host) || cidrs.some((cidr) => isInNetwork(host, cidr))) return [];
        const path = ["butterfly", "coordinators", "targets", index];
        const message = `is in none of ${formatPath(["butterfly", "cidrs"])}; add its network there`;
        return [settingError(path, message, { found: describeFound(text) })];
      });
    },
  },
];

/** The settings `aiobs:butterfly`: which Butterfly cluster is observed, and where its nodes are. */
export const butterflySettings = section("butterfly", schema, checks);
