import * as z from "zod";
import { cidr } from "./types/cidr.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { list } from "./types/list.ts";
import { port } from "./types/port.ts";
import { zone } from "./types/zone.ts";

/** The Kubernetes cluster that everything runs in. */
export const clusterSchema = z
  .strictObject({
    name: dnsLabel(["local", "aiobs-prod"]).describe(
      "The cluster's name: the value of the label `cluster` on every series and alert.",
    ),
    identifier: dnsLabel(["aiobs-prod"])
      .exactOptional()
      .describe(
        "What Pulumi knows the cluster by: another one replaces all that is in it. Left out: `name`. Whoever renames a cluster " +
          "of a running stack sets this to the old name.",
      ),
    storageClass: dnsLabel(["gp3"])
      .exactOptional()
      .describe(
        "Storage class of every volume, which the cluster must have: docs/operations.md. Left out: the cluster's default class.",
      ),
    apiServer: z
      .strictObject({
        cidrs: list(cidr(), { min: 1 })
          .prefault(["0.0.0.0/0"])
          .describe("Networks that the Kubernetes API answers from. Only parts that ask it may reach them."),
        ports: list(port(), { min: 1 }).prefault([443, 6443]).describe("Ports that the Kubernetes API answers on."),
      })
      .prefault({})
      .describe("Where the Kubernetes API is, for the network policies of the parts that ask it."),
    serviceCidrs: list(cidr(), { min: 1 })
      // https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
      .prefault(["10.100.0.0/16", "172.20.0.0/16"])
      .describe(
        "Networks that Services have their addresses in. The policies of EKS' VPC CNI judge a call by the Service's address, " +
          "before it becomes a pod's. The default is what EKS takes where nothing was chosen.",
      ),
    dns: list(z.enum(["kube-dns", "node-local-dns", "eks-auto-mode"]), { min: 1 })
      .prefault(["kube-dns", "node-local-dns"])
      .describe(
        "Who answers DNS queries, which every pod may ask: the pods labelled `k8s-app: kube-dns`, NodeLocal DNSCache " +
          "(169.254.20.10 on each node), EKS Auto Mode (each node itself, at the address of a Service).",
      ),
    namespaces: z
      .enum(["created", "existing"])
      .prefault("created")
      .describe(
        "Whether the stack makes its namespaces (`namespace`, and the same with `-host` behind it) or both are there already: then it neither " +
          "labels nor deletes them, and leaves other pods in them alone. Pod Security is then whoever's they are to enforce: docs/operations.md.",
      ),
    networkPolicies: z
      .enum(["kubernetes", "cilium", "off"])
      .prefault("kubernetes")
      .describe(
        "Whose network policies the cluster keeps. `cilium` adds Cilium's own to Kubernetes': it goes by addresses neither for nodes " +
          "nor for the Kubernetes API, which kubelets, agents on the nodes and whatever watches objects are reached by. `off` makes none: whatever reaches the pods may " +
          "ask Prometheus and Alertmanager all that they know. For clusters that have a policy of their own for everything.",
      ),
    nodeCidrs: list(cidr(), { min: 1 })
      .prefault(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])
      .describe("Networks that the nodes are in, for the scrapes of kubelets and of agents on the nodes' own network."),
    kubeletTls: z
      .enum(["verify", "insecure"])
      .prefault("verify")
      .describe(
        "Whether the kubelets' certificates are checked. EKS signs them with the cluster's authority; a cluster of " +
          "kind or kubeadm signs each by itself, which only `insecure` takes.",
      ),
    zones: list(zone(), { min: 1 })
      .exactOptional()
      .describe("Availability zones that the cluster's nodes are in. Left out: unknown; nothing depends on them."),
  })
  .describe("The Kubernetes cluster that everything runs in.");
