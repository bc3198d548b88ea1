import * as z from "zod";
import { cidr } from "./types/cidr.ts";
import { dnsLabel, srvName } from "./types/dns-name.ts";
import { hostPort } from "./types/host-port.ts";
import { port } from "./types/port.ts";

const coordinators = z
  .strictObject({
    targets: z.array(hostPort()).min(1).describe("Every coordinator, each once."),
  })
  .describe("The coordinators, named one by one (static discovery).");

const compute = z
  .strictObject({
    dns: z.array(srvName()).min(1).describe("SRV records that list the compute nodes."),
    port: port().prefault(9090).describe("Port that the records' targets serve metrics on, for the network policy."),
  })
  .describe("The compute nodes, found by DNS.");

const observers = z
  .strictObject({
    namespaces: z
      .array(dnsLabel(["butterfly"]))
      .min(1)
      .describe("Namespaces of the pods that bear the label `role: observer`."),
    port: port().prefault(9090).describe("Port that the pods serve metrics on, for the network policy."),
  })
  .describe("The observers, found by the Kubernetes API.");

/** The Butterfly cluster that is observed: where its nodes are. */
export const butterflySchema = z
  .strictObject({
    coordinators: coordinators.exactOptional(),
    compute: compute.exactOptional(),
    observers: observers.exactOptional(),
    cidrs: z
      .array(cidr())
      .prefault([])
      .describe("Networks that the coordinators and compute nodes are in. Prometheus may reach no other outside."),
  })
  .describe(
    "The Butterfly cluster to observe. Left out: none is scraped, and its rules and dashboards are not deployed.",
  );
