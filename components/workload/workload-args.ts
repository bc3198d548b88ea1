/** What a server says of itself. Everything else (hardening, spread, budget, probes' timing) is `Workload`'s. */
import type * as pulumi from "@pulumi/pulumi";
import type { ImageName } from "../images.ts";
import type { Connection, Inbound } from "../network/connection.ts";
import type { PartName } from "../parts.ts";
import type { StackContext } from "../stack-context.ts";

/** CPU in cores and memory in bytes, as Kubernetes quantities. Memory asked for is also the limit: no overcommit. */
export interface Resources {
  /** Requested CPU, e.g. `500m`. */
  readonly cpu: string;
  /** CPU limit. Set well above the request: a throttled server looks like a broken one. */
  readonly cpuLimit: string;
  /** Requested memory and its limit, e.g. `2Gi`. */
  readonly memory: string;
}

/** A directory of configuration files, mounted read-only from a ConfigMap of its own. */
export interface ConfigDirectory {
  /** Suffix of the ConfigMap's name: `<part>-<name>`. */
  readonly name: string;
  readonly mountPath: string;
  /** File name → content. Never a secret. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * How a change reaches the process: `restart` rolls the pods, `reload` leaves it to the process, which watches its
   * files (the kubelet brings the new content within about a minute).
   */
  readonly onChange: "restart" | "reload";
}

/** A directory of secret files, mounted read-only from a Secret of its own. */
export interface SecretDirectory {
  /** Suffix of the Secret's name: `<part>-<name>`. */
  readonly name: string;
  readonly mountPath: string;
  /** File name → secret content. */
  readonly files: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A writable directory that is lost with the pod. */
export interface Scratch {
  readonly name: string;
  readonly mountPath: string;
  /** Size limit as a Kubernetes quantity: a pod over it is evicted. */
  readonly sizeLimit: string;
}

/** A directory or device of the node. */
export interface HostPath {
  readonly name: string;
  readonly path: string;
  readonly mountPath: string;
  /** `write` only where the pod would be useless without. Default: `read`. */
  readonly access?: "read" | "write";
  /** What must be there. Default: a directory. */
  readonly type?: "Directory" | "CharDevice";
}

/** The volume each pod of a StatefulSet keeps. */
export interface Storage {
  readonly mountPath: string;
  /** Size as a Kubernetes quantity. */
  readonly size: string;
}

/** An HTTP request that answers 200 when all is well. */
export interface HttpCheck {
  /** Name of the part's port. */
  readonly port: string;
  readonly path: string;
}

/** HTTP health checks. */
export interface Probes {
  /** Answers 200 when requests can be served. */
  readonly readiness: HttpCheck;
  /** Answers 200 while the process is sound. */
  readonly liveness: HttpCheck;
  /** How long the process may take to start, in seconds, before it is restarted. */
  readonly startupSeconds: number;
}

/** What a pod may do at the Kubernetes API, in the whole cluster. Gives it a service-account token; without, it has none. */
export interface ApiAccess {
  /** Why the pod needs it. */
  readonly why: string;
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
}

/** An exception from the hardening, with its reason. */
export interface HostAccess {
  /** Why the pod cannot do without: written into the pod's annotations. */
  readonly why: string;
  /** The node's own namespaces that the pod shares. */
  readonly namespaces?: readonly ("network" | "pid")[];
  readonly paths: readonly HostPath[];
  /** Linux capabilities beyond none. */
  readonly capabilities?: readonly "SYS_ADMIN"[];
  /** Set where the node's files are root's alone. */
  readonly user?: "root";
}

/** A value of an environment variable. */
export type EnvironmentValue =
  | string
  | { readonly podField: "metadata.name" | "metadata.namespace" | "status.podIP" | "spec.nodeName" }
  | { readonly secretDirectory: string; readonly file: string };

/** One container. */
export interface ContainerArgs {
  readonly image: ImageName;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  readonly resources: Resources;
}

/** A second container in the pod: it shares the pod's directories. */
export interface SidecarArgs extends ContainerArgs {
  readonly name: string;
  /** Names of the scratch directories it sees. */
  readonly scratch: readonly string[];
}

/** A requirement on a node's labels: the label has one of the values. */
export interface NodeRequirement {
  readonly key: string;
  readonly values: readonly string[];
}

/** How many pods run, and how they keep their identity. */
export type Replication =
  | { readonly kind: "Deployment"; readonly replicas: number }
  | { readonly kind: "StatefulSet"; readonly replicas: number; readonly storage: Storage }
  | {
      readonly kind: "DaemonSet";
      /** The nodes it runs on: those that meet all requirements of one of the lists. Default: every node. */
      readonly nodes?: readonly (readonly NodeRequirement[])[];
    };

/** Arguments of `Workload`. */
export interface WorkloadArgs extends ContainerArgs {
  readonly context: StackContext;
  readonly part: PartName;
  /** Tells workloads of one part apart, where there are several: their objects are named `<part>-<variant>`. */
  readonly variant?: string;
  readonly replication: Replication;
  /** Absent where the process answers no requests. */
  readonly probes?: Probes;
  /** Whom the server calls: its egress, and the ingress of whom it calls. */
  readonly calls: readonly Connection[];
  /** Who calls it from outside the stack. */
  readonly calledBy?: readonly Inbound[];
  readonly config?: readonly ConfigDirectory[];
  readonly secrets?: readonly SecretDirectory[];
  readonly scratch?: readonly Scratch[];
  readonly sidecars?: readonly SidecarArgs[];
  readonly apiAccess?: ApiAccess;
  readonly hostAccess?: HostAccess;
  /** User and group id of the processes and of the volumes' files. Default: 65534 (nobody). */
  readonly userId?: number;
  /** How long a pod may take to stop, in seconds. Default: 30. */
  readonly stopSeconds?: number;
}
