import * as z from "zod";
import { cidr } from "./types/cidr.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { port } from "./types/port.ts";
import { zone } from "./types/zone.ts";

/** The Kubernetes cluster that everything runs in. */
export const clusterSchema = z
  .strictObject({
    name: dnsLabel(["local", "aiobs-prod"]).describe(
      "The cluster's name: the value of the label `cluster` on every series and alert.",
    ),
    storageClass: dnsLabel(["gp3"])
      .exactOptional()
      .describe("Storage class of every volume. Left out: the cluster's default class."),
    apiServer: z
      .strictObject({
        cidrs: z
          .array(cidr())
          .min(1)
          .prefault(["0.0.0.0/0"])
          .describe("Networks that the Kubernetes API answers from. Only parts that ask it may reach them."),
        ports: z.array(port()).min(1).prefault([443, 6443]).describe("Ports that the Kubernetes API answers on."),
      })
      .prefault({})
      .describe("Where the Kubernetes API is, for the network policies of the parts that ask it."),
    nodeCidrs: z
      .array(cidr())
      .min(1)
      .prefault(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])
      .describe("Networks that the nodes are in, for the scrapes of kubelets and of agents on the nodes' own network."),
    kubeletTls: z
      .enum(["verify", "insecure"])
      .prefault("verify")
      .describe(
        "Whether the kubelets' certificates are checked. EKS signs them with the cluster's authority; a cluster of " +
          "kind or kubeadm signs each by itself, which only `insecure` takes.",
      ),
    zones: z
      .array(zone())
      .min(1)
      .exactOptional()
      .describe("Availability zones that the cluster's nodes are in. Left out: unknown; nothing depends on them."),
  })
  .describe("The Kubernetes cluster that everything runs in.");
