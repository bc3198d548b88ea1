/** The pod of a workload: what the server says of itself, inside the hardening that every pod gets. */
import { createHash } from "node:crypto";
import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { containers } from "./container.ts";
import { objectName, serverLabels, workloadSelector } from "./labels.ts";
import type { ConfigDirectory, NodeRequirement, Server } from "./server.ts";
import { volumes } from "./volumes.ts";

type PodSpec = types.input.core.v1.PodSpec;

/** The user that owns nothing (`nobody`): the processes' default user and group. */
const NOBODY = 65534;

/** The well-known label of a node's zone (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const ZONE = "topology.kubernetes.io/zone";

/** What a pod is made from. */
export interface PodTemplateArgs {
  readonly server: Server;
  /** Another text whenever a secret is changed that the process reads at its start alone. Absent: it reads none. */
  readonly secretsRevision: pulumi.Output<string> | undefined;
}

/** The pod template of a workload. Pure: the same arguments give the same template. */
export function podTemplate(
  place: Place,
  { server, secretsRevision }: PodTemplateArgs,
): types.input.core.v1.PodTemplateSpec {
  const host = server.hostAccess?.namespaces ?? [];
  return {
    metadata: {
      // What the program itself sets goes last: others select and roll by it.
      labels: { ...server.pods?.labels, ...serverLabels(place, server) },
      annotations: {
        ...server.pods?.annotations,
        "kubectl.kubernetes.io/default-container": server.name,
        ...restartChecksum(server.config ?? []),
        ...(secretsRevision === undefined ? {} : { "aiobs/secrets-revision": secretsRevision }),
        ...(server.hostAccess === undefined ? {} : { "aiobs/host-access": server.hostAccess.why }),
      },
    },
    spec: {
      serviceAccountName: objectName(server),
      automountServiceAccountToken: server.apiAccess !== undefined && server.apiAccess.sidecar === undefined,
      enableServiceLinks: false,
      ...(server.runtimeClass === undefined ? {} : { runtimeClassName: server.runtimeClass }),
      ...(host.includes("network") ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
      ...(host.includes("pid") ? { hostPID: true } : {}),
      securityContext: podSecurity(server),
      terminationGracePeriodSeconds: server.stopSeconds ?? 30,
      ...(place.images.pullSecrets.length === 0
        ? {}
        : { imagePullSecrets: place.images.pullSecrets.map((name) => ({ name })) }),
      ...placement(place, server),
      ...chosenPlacement(server),
      containers: containers(place, server),
      // An empty list is none to the API server, which would differ from the manifest at every apply.
      ...(volumes(server).length === 0 ? {} : { volumes: volumes(server) }),
    },
  };
}

function podSecurity({ userId = NOBODY, hostAccess }: Server): types.input.core.v1.PodSecurityContext {
  const seccompProfile = { type: "RuntimeDefault" };
  if (hostAccess?.user === "root") return { runAsNonRoot: false, runAsUser: 0, seccompProfile };
  return {
    runAsNonRoot: true,
    runAsUser: userId,
    runAsGroup: userId,
    fsGroup: userId,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile,
  };
}

/**
 * Where pods go: a DaemonSet's on every node it names, whatever the taints (`chosenPlacement`), since what nobody watches is what fails.
 * Replicas of the others go apart from each other, over zones first. Hosts are a hard rule for StatefulSets, whose
 * replicas exist to outlive one node.
 */
function placement({ priorityClass }: Place, server: Server): Partial<PodSpec> {
  const { replication } = server;
  if (replication.kind === "DaemonSet") {
    return {
      priorityClassName: "system-node-critical",
      ...(replication.nodes === undefined ? {} : { affinity: onNodes(replication.nodes) }),
    };
  }
  const zone = replication.kind === "StatefulSet" ? replication.availabilityZone : undefined;
  const own = {
    priorityClassName: priorityClass,
    ...(zone === undefined ? {} : { affinity: onNodes([[{ key: ZONE, values: [zone] }]]) }),
  };
  if (replication.replicas === 1) return own;
  const labelSelector = { matchLabels: workloadSelector(server) };
  return {
    ...own,
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        // A GPU node that the taint keeps it off is no empty host that it has to be spread to.
        nodeTaintsPolicy: "Honor",
        whenUnsatisfiable: replication.kind === "StatefulSet" ? "DoNotSchedule" : "ScheduleAnyway",
        labelSelector,
      },
    ],
  };
}

/** Where the stack's settings let it go. An empty list or map is none to the API server. */
function chosenPlacement({ replication, pods = {} }: Server): Partial<PodSpec> {
  const { nodeSelector = {}, priorityClass } = pods;
  const tolerations = pods.tolerations ?? (replication.kind === "DaemonSet" ? [{ operator: "Exists" }] : []);
  return {
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector: { ...nodeSelector } }),
    ...(tolerations.length === 0 ? {} : { tolerations: [...tolerations] }),
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
  };
}

function onNodes(alternatives: readonly (readonly NodeRequirement[])[]): types.input.core.v1.Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: alternatives.map((requirements) => ({
          matchExpressions: requirements.map(({ key, values }) => ({ key, operator: "In", values: [...values] })),
        })),
      },
    },
  };
}

/** A digest of the files whose change must restart the process. */
function restartChecksum(directories: readonly ConfigDirectory[]): Record<string, string> {
  const files = directories
    .filter((directory) => directory.onChange === "restart")
    .flatMap((directory) => Object.entries(directory.files).map(([name, text]) => [directory.name, name, text]))
    .sort();
  if (files.length === 0) return {};
  return { "aiobs/config-checksum": createHash("sha256").update(JSON.stringify(files)).digest("hex") };
}
