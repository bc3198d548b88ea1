/** What a server says of itself, as plain data. Everything else (hardening, spread, budget, probes' timing) is `Workload`'s. */
import type { types } from "@pulumi/kubernetes";
import type { IngressSettings } from "../../config/ingress.ts";
import type { BucketKind } from "../../config/object-store.ts";
import type { AnySecretRef } from "../../config/types/kubernetes-secret.ts";
import type { ImageName } from "../../facts/images.ts";
import type { BucketUse } from "../aws/bucket-access.ts";
import type { Statement } from "../aws/iam-policy.ts";
import type { Connection, Outside } from "./connection.ts";
import type { DataSource } from "./data-source.ts";
import type { ServerIdentity, Zone } from "./identity.ts";

/** CPU in cores and memory in bytes, as Kubernetes quantities. Memory asked for is also the limit: no overcommit. */
export interface Resources {
  /** Requested CPU, e.g. `500m`. */
  readonly cpu: string;
  /** CPU limit. Set well above the request: a throttled server looks like a broken one. */
  readonly cpuLimit: string;
  /** Requested memory and its limit, e.g. `2Gi`. */
  readonly memory: string;
}

/**
 * How a changed file reaches the process: `restart` rolls the pods, `reload` leaves it to the process, which watches its
 * files or reads them anew for each use (the kubelet brings the new content within about a minute).
 */
type OnChange = "restart" | "reload";

/** A directory of configuration files, mounted read-only from a ConfigMap of its own. */
export interface ConfigDirectory {
  /** Suffix of the ConfigMap's name: `<server>-<name>`. */
  readonly name: string;
  readonly mountPath: string;
  /** Folder of the preview's output that the files are written to, e.g. `prometheus/rules`. */
  readonly folder: string;
  /** File name → content. Never a secret. */
  readonly files: Readonly<Record<string, string>>;
  readonly onChange: OnChange;
}

/**
 * Where a secret comes from: one that a setting names, of the stack's configuration or of a Secret that is in the cluster; `{ token }` is
 * what an edge shows its central stack, by the edge's cluster; `generated` is made once and kept in the state, so that nobody has to think
 * of it and nobody can leak it.
 */
export type SecretSource = AnySecretRef | { readonly token: string } | "generated";

/** A directory of secret files, mounted read-only: from a Secret of its own, and from those that are in the cluster. */
export interface SecretDirectory {
  /** Suffix of the Secret's name: `<server>-<name>`. */
  readonly name: string;
  readonly mountPath: string;
  /** File name → where its content comes from. */
  readonly files: Readonly<Record<string, SecretSource>>;
  /** `restart` where they are also values of the environment. What changes in a Secret of the cluster's restarts nothing. */
  readonly onChange: OnChange;
  /**
   * What becomes of a pod while a Secret of the cluster's, or its key, is missing. `tolerated`: it is no file, and what reads it
   * fails by itself. Default: the pod waits for it.
   */
  readonly missing?: "tolerated";
}

/** A directory of secret files that another server of the same namespace makes. */
export interface SharedSecret {
  readonly of: ServerIdentity;
  /** Name of the other server's directory. */
  readonly directory: string;
  readonly mountPath: string;
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
  /** What must be there; `DirectoryOrCreate` is made where it is missing, as root's. Default: a directory. */
  readonly type?: "Directory" | "DirectoryOrCreate" | "CharDevice";
}

/** The volume each pod of a StatefulSet keeps. */
export interface Storage {
  readonly mountPath: string;
  /** Size as a Kubernetes quantity. */
  readonly size: string;
  /** Its StorageClass. Default: that of the place. */
  readonly storageClass?: string;
}

/** An HTTP request that answers 200 when all is well. */
export interface HttpCheck {
  /** Name of the server's port. */
  readonly port: string;
  readonly path: string;
}

/** A question by gRPC's own protocol for health (https://github.com/grpc/grpc/blob/master/doc/health-checking.md). */
export interface GrpcCheck {
  /** Number of the port. */
  readonly grpcPort: number;
  /** What is asked about. */
  readonly service: string;
}

/** Health checks: an HTTP request that answers 200, or a call by gRPC that answers that it serves. */
export interface Probes {
  /** Whether requests can be served. */
  readonly readiness: HttpCheck | GrpcCheck;
  /** Whether the process is sound. */
  readonly liveness: HttpCheck | GrpcCheck;
  /** How long the process may take to start, in seconds, before it is restarted. */
  readonly startupSeconds: number;
}

/** What a pod may do at the Kubernetes API. Gives it a service-account token; without, it has none. */
export interface ApiAccess {
  /** Why the pod needs it. */
  readonly why: string;
  /** Where it may: in its own namespace alone, or in the whole cluster. Default: `cluster`. */
  readonly within?: "namespace" | "cluster";
  /** Name of the sidecar that alone gets the token. Default: the server itself. */
  readonly sidecar?: string;
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
    /** The one namespace of the stack where it may so, whatever `within` says of the others. */
    readonly zone?: Zone;
  }[];
  /** Paths of the API server itself that it may get: in the whole cluster alone. Default: none. */
  readonly paths?: readonly string[];
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
  /** Every capability and every device of the node: only where less is known not to do. */
  readonly privileged?: true;
  /** Set where the node's files are root's alone. */
  readonly user?: "root";
}

/** A value of an environment variable. */
export type EnvironmentValue =
  | string
  | { readonly podField: "metadata.name" | "metadata.namespace" | "status.podIP" | "spec.nodeName" }
  | { readonly secretDirectory: string; readonly file: string };

/** What a stack's settings change of a server's pods: Kubernetes' own fields. */
export interface PodChanges {
  /** Labels that a node must have, beside what the server itself asks of nodes. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** In the place of those that the server would have. */
  readonly tolerations?: readonly types.input.core.v1.Toleration[];
  /** In the place of the stack's own. */
  readonly priorityClass?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One container. */
export interface ContainerArgs {
  /** One of the program's own, or another by its whole reference. */
  readonly image: ImageName | { readonly reference: string };
  /** What is run in the place of the image's own entry point. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, EnvironmentValue>>;
  readonly resources: Resources;
}

/** A second container in the pod: it shares the pod's directories. */
export interface SidecarArgs extends ContainerArgs {
  readonly name: string;
  /** Names of the scratch directories it sees. */
  readonly scratch: readonly string[];
  /** A request to it that answers 200 while it is sound. */
  readonly liveness: { readonly port: number; readonly path: string };
}

/** A requirement on a node's labels: the label has one of the values. */
export interface NodeRequirement {
  readonly key: string;
  readonly values: readonly string[];
}

/** How many pods run, and how they keep their identity. */
export type Replication =
  | { readonly kind: "Deployment"; readonly replicas: number }
  | {
      readonly kind: "StatefulSet";
      readonly replicas: number;
      readonly storage: Storage;
      /** The zone whose nodes it runs on. Default: spread over all. */
      readonly availabilityZone?: string;
      /** How long a new pod must be ready before the next one is replaced, in seconds. Default: 0. */
      readonly settleSeconds?: number;
    }
  | {
      readonly kind: "DaemonSet";
      /** The nodes it runs on: those that meet all requirements of one of the lists. Default: every node. */
      readonly nodes?: readonly (readonly NodeRequirement[])[];
      /** `own-node`: a Service that leads each pod to the one on its own node. Default: none, nothing calls it. */
      readonly service?: "own-node";
    };

/** The way in from outside the cluster, through an ingress controller or a gateway. */
export type Ingress = IngressSettings & {
  /** Name of the server's port that it leads to. */
  readonly port: string;
  /** What the paths that it leads to begin with, whole segments. Default: all paths. */
  readonly paths?: readonly string[];
};

/** Who of the observed systems may call a server, beside the servers here. */
export interface OpenPort {
  /** Name of the server's port. */
  readonly port: string;
  readonly to: readonly Outside[];
}

/** What a server can only say once it is known which others there are. */
export interface Joint {
  readonly calls?: readonly Connection[];
  readonly config?: readonly ConfigDirectory[];
  readonly sharedSecrets?: readonly SharedSecret[];
}

/** What a server does with one of the stack's buckets. */
export interface BucketNeed {
  readonly kind: BucketKind;
  readonly use: BucketUse;
}

/** One server. Its file in a pillar's folder exports a pure function from settings to one of these. */
export interface Server extends ServerIdentity, ContainerArgs {
  /** Tells servers of one identity apart, where there are several: their objects are named `<name>-<variant>`. */
  readonly variant?: string;
  readonly replication: Replication;
  /** Absent where the process answers no requests. */
  readonly probes?: Probes;
  /** Whom the server calls: its egress, and the ingress of whom it calls. */
  readonly calls: readonly Connection[];
  readonly config?: readonly ConfigDirectory[];
  /** What is added to `calls`, `config` and `sharedSecrets` once all servers are known: see `joinServers`. */
  readonly join?: (all: readonly Server[]) => Joint;
  readonly secrets?: readonly SecretDirectory[];
  readonly sharedSecrets?: readonly SharedSecret[];
  readonly scratch?: readonly Scratch[];
  readonly sidecars?: readonly SidecarArgs[];
  readonly apiAccess?: ApiAccess;
  readonly hostAccess?: HostAccess;
  /** What the stack's settings change of its pods. Absent: nothing. */
  readonly pods?: PodChanges;
  /** Flags that its environment stands for, without dashes: an argument would win over them. */
  readonly environmentFlags?: readonly string[];
  /** The RuntimeClass that runs the pod. Default: the node's default runtime. */
  readonly runtimeClass?: string;
  /** User and group id of the processes and of the volumes' files. Default: 65534 (nobody). */
  readonly userId?: number;
  /** How long a pod may take to stop, in seconds. Default: 30. */
  readonly stopSeconds?: number;
  /** The bucket that it keeps its data in, or reads from. */
  readonly bucket?: BucketNeed;
  /** What a role at AWS lets its pods do, beside its bucket. Absent: nothing, and there is no role. */
  readonly awsAccess?: readonly Statement[];
  /** Annotations of its service account: how a cloud knows which role its pods have. */
  readonly accountAnnotations?: Readonly<Record<string, string>>;
  /** What it is to Grafana. */
  readonly dataSource?: DataSource;
  /** Ports that the observed systems send to. Default: none. */
  readonly open?: readonly OpenPort[];
  /** The way in from outside the cluster. Absent: none. */
  readonly ingress?: Ingress | undefined;
}
