import type * as pulumi from "@pulumi/pulumi";
import type { Centre } from "../config/centre.ts";
import { directHosts } from "../config/direct-hosts.ts";
import type { WayOut } from "../config/receivers/way-out.ts";
import type { Settings } from "../config/settings.ts";
import { type Connection, type Outside, PRIVATE_RANGES, tcp } from "./workload/connection.ts";
import type { Zone } from "./workload/identity.ts";

/** Where the servers run, as plain facts that their files, calls and addresses are made from. */
export interface PlaceFacts {
  /** The Pulumi stack's name: the label `app.kubernetes.io/instance`. */
  readonly stack: string;
  readonly environment: string;
  /** The observed cluster's name: the target label and external label `cluster`. */
  readonly cluster: string;
  /** The names of the namespaces. */
  readonly namespaces: Readonly<Record<Zone, string>>;
  /** The Kubernetes API, for those that watch objects. */
  readonly apiServer: Connection;
  /** The nodes: kubelets, and pods on the nodes' own network. */
  readonly nodes: Extract<Outside, { kind: "addresses" }>;
  /** The networks of the cluster's Services. */
  readonly serviceCidrs: readonly string[];
  /** Who answers DNS queries. */
  readonly dns: readonly Settings["cluster"]["dns"][number][];
  /** Whether the stack makes its namespaces, or they are there. */
  readonly ownership: Settings["cluster"]["namespaces"];
  /** Whose network policies the cluster's network keeps. */
  readonly networkPolicies: Settings["cluster"]["networkPolicies"];
  /** The proxy through which the internet is called. Absent: it is called directly. */
  readonly proxy?: StackProxy;
  /** The central stack that the servers send to, where this one is an edge. */
  readonly centre?: Centre;
}

/** A proxy, as those who go through it know it. */
export interface StackProxy {
  readonly url: string;
  /** The way to it. */
  readonly calls: readonly WayOut[];
  /** What is called without it, in the words of `NO_PROXY`. */
  readonly except: readonly string[];
}

/** What a resource of the place needs beside the facts. Made once, in `index.ts`, and handed to each pillar. */
export interface Place extends PlaceFacts {
  /** The namespaces as outputs of what was created: a resource that uses one is created after it. */
  readonly createdNamespaces: Readonly<Record<Zone, pulumi.Output<string>>>;
  /** The priority of the servers' pods. */
  readonly priorityClass: pulumi.Input<string>;
  /** `protected` marks what holds data so that Pulumi refuses to delete it. */
  readonly data: Settings["standards"]["data"];
  /** StorageClass of volumes; absent: the cluster's default. */
  readonly storageClass?: string;
  /** Where images come from. */
  readonly images: Settings["images"];
  /** The value of a secret that a setting names. */
  readonly secret: (name: string) => pulumi.Output<string>;
  /** The tokens that edges show their central stack, by the edge's cluster. */
  readonly tokens: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Port of the Service `kubernetes`, whatever the API server itself listens on. */
const SERVICE_PORT = 443;

/** The facts of a stack with these settings. */
export function placeFacts(stack: string, settings: Settings): PlaceFacts {
  const { environment, namespace, cluster, centre } = settings;
  const { cidrs, ports } = cluster.apiServer;
  return {
    stack,
    environment,
    cluster: cluster.name,
    namespaces: { main: namespace, host: `${namespace}-host` },
    // By its own addresses, and by its Service's, at which the VPC CNI judges.
    apiServer: {
      to: {
        kind: "addresses",
        name: "Kubernetes API",
        cidrs: [...new Set([...cidrs, ...cluster.serviceCidrs])],
        entities: ["kube-apiserver"],
      },
      ports: tcp(...new Set([SERVICE_PORT, ...ports])),
      why: "watch Kubernetes objects",
    },
    nodes: { kind: "addresses", name: "nodes", cidrs: cluster.nodeCidrs, entities: ["host", "remote-node"] },
    serviceCidrs: cluster.serviceCidrs,
    dns: cluster.dns,
    ownership: cluster.namespaces,
    networkPolicies: cluster.networkPolicies,
    ...proxyOf(settings),
    ...(centre === undefined ? {} : { centre }),
  };
}

/** Names of the cluster's Services and of the machine itself. */
const NEAR = ["localhost", ".svc", ".cluster.local"];

function proxyOf(settings: Settings): Pick<PlaceFacts, "proxy"> {
  const { proxy, cluster } = settings;
  if (proxy === undefined) return {};
  const networks = [...PRIVATE_RANGES, ...cluster.serviceCidrs, ...cluster.nodeCidrs, ...cluster.apiServer.cidrs];
  // All addresses would be none that goes through it.
  const known = networks.filter((cidr) => !cidr.endsWith("/0"));
  return { proxy: { ...proxy, except: [...new Set([...NEAR, ...known, ...directHosts(settings)])] } };
}
