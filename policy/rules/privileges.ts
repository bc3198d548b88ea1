/** What pods may do on their node: nothing, but for the ones in the list. */
import { at, entriesAt, isTrueAt, type Json, listAt, textAt } from "../json.ts";
import { type Container, makesPods, type Pod, podOf } from "../pods.ts";
import type { PolicyResource, ResourcePolicy } from "../policy.ts";
import { allowedPrivileges, type Privilege } from "../privileged-pods.ts";

/** Something that a pod may do, and how that is told. */
interface Found {
  readonly privilege: Privilege;
  readonly problem: string;
}

const REMEDY = "do without, or list the pod with its reason in policy/privileged-pods.ts";

/** No way from a pod to its node. */
export const listedPrivileges: ResourcePolicy = {
  judges: "resource",
  name: "listed-privileges",
  description:
    "No pod uses its node's namespaces, ports or directories, is privileged or adds capabilities, but those in the list, which say why.",
  remedy: REMEDY,
  enforcement: "mandatory",
  applies: makesPods,
  check(resource) {
    const found = judged(resource, nodePrivileges);
    const reason = podOf(resource)?.annotations.get("aiobs/host-access");
    const silent = found.length > 0 && (reason === undefined || reason === "");
    return [
      ...refused(resource, found),
      ...(silent ? ["uses the node without the annotation `aiobs/host-access` that says why"] : []),
    ];
  },
};

/** What every process gets: as good as nothing (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
export const hardenedContainers: ResourcePolicy = {
  judges: "resource",
  name: "hardened-containers",
  description:
    "Every container runs as a user that is not root, cannot write to its image or gain privileges, has no capabilities and a seccomp profile.",
  remedy: REMEDY,
  enforcement: "mandatory",
  applies: makesPods,
  check: (resource) => refused(resource, judged(resource, processPrivileges)),
};

function judged(resource: PolicyResource, find: (pod: Pod) => readonly Found[]): readonly Found[] {
  const pod = podOf(resource);
  return pod === undefined ? [] : find(pod);
}

function refused(resource: PolicyResource, found: readonly Found[]): readonly string[] {
  const allowed = allowedPrivileges(resource);
  return found.filter(({ privilege }) => !allowed.includes(privilege)).map(({ problem }) => problem);
}

const HOST_NAMESPACES = [
  ["hostNetwork", "host network"],
  ["hostPID", "host process namespace"],
  ["hostIPC", "host IPC namespace"],
] as const;

function nodePrivileges({ spec, containers }: Pod): readonly Found[] {
  const onHostNetwork = isTrueAt(spec, "hostNetwork");
  return [
    ...HOST_NAMESPACES.filter(([field]) => isTrueAt(spec, field)).map(([field, privilege]) => ({
      privilege,
      problem: `uses the ${privilege} (${field})`,
    })),
    ...listAt(spec, "volumes").flatMap((volume) => hostDirectory(volume, containers)),
    ...containers.flatMap((container) => [
      ...nodeAccess(container),
      // On the host's network every port is the host's, and Kubernetes fills the field in.
      ...(onHostNetwork ? [] : hostPorts(container)),
    ]),
  ];
}

function hostDirectory(volume: Json, containers: readonly Container[]): readonly Found[] {
  const path = textAt(volume, "hostPath", "path");
  if (path === undefined) return [];
  const name = textAt(volume, "name");
  const writable = containers.some(({ value }) =>
    listAt(value, "volumeMounts").some((mount) => textAt(mount, "name") === name && !isTrueAt(mount, "readOnly")),
  );
  return [
    writable
      ? { privilege: `write ${path}`, problem: `may write to the node's ${path}` }
      : { privilege: `read ${path}`, problem: `reads the node's ${path}` },
  ];
}

function nodeAccess({ name, value }: Container): readonly Found[] {
  return [
    ...(isTrueAt(value, "securityContext", "privileged")
      ? [{ privilege: "privileged container", problem: `container ${name} is privileged` } as const]
      : []),
    ...listAt(value, "securityContext", "capabilities", "add").map(
      (capability) =>
        ({
          privilege: `capability ${capability}`,
          problem: `container ${name} adds the capability ${capability}`,
        }) as const,
    ),
  ];
}

function hostPorts({ name, value }: Container): readonly Found[] {
  return listAt(value, "ports")
    .map((port) => at(port, "hostPort"))
    .filter((port) => port !== undefined && port !== null && port !== 0)
    .map((port) => ({ privilege: "host port", problem: `container ${name} takes the node's port ${port}` }));
}

function processPrivileges({ spec, containers }: Pod): readonly Found[] {
  return containers.flatMap(({ name, value }) => {
    const own = at(value, "securityContext");
    const pod = at(spec, "securityContext");
    const problems: readonly (readonly [boolean, Privilege, string])[] = [
      [isRoot(own, pod), "root user", "may run as root"],
      [at(own, "readOnlyRootFilesystem") !== true, "writable root file system", "may write to its image's file system"],
      [at(own, "allowPrivilegeEscalation") !== false, "privilege escalation", "may gain privileges"],
      [!dropsAll(own), "capability ALL", "keeps capabilities"],
      [!isConfined(own, pod), "unconfined system calls", "has no seccomp profile"],
    ];
    return problems
      .filter(([wrong]) => wrong)
      .map(([, privilege, problem]) => ({ privilege, problem: `container ${name} ${problem}` }));
  });
}

/** A container's own setting wins over its pod's. */
function isRoot(own: Json | undefined, pod: Json | undefined): boolean {
  const user = at(own, "runAsUser") ?? at(pod, "runAsUser");
  return (at(own, "runAsNonRoot") ?? at(pod, "runAsNonRoot")) !== true || user === 0;
}

function dropsAll(own: Json | undefined): boolean {
  return listAt(own, "capabilities", "drop").includes("ALL");
}

function isConfined(own: Json | undefined, pod: Json | undefined): boolean {
  const profiles = entriesAt(own, "seccompProfile").length > 0 ? own : pod;
  const type = textAt(profiles, "seccompProfile", "type");
  return type === "RuntimeDefault" || type === "Localhost";
}
