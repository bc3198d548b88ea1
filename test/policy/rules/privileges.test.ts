import { describe, expect, it } from "vitest";
import { hardenedContainers, listedPrivileges } from "../../../policy/rules/privileges.ts";
import { problems, type ServerParts, server } from "../resource.ts";

const why = { "aiobs/host-access": "measures the node" };
const secured = (own: object) => ({
  container: {
    securityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      ...own,
    },
  },
});

describe("listed-privileges", () => {
  it("accepts a pod that keeps off its node", () => {
    expect(problems(listedPrivileges, server())).toEqual([]);
  });

  const cases: readonly [string, ServerParts][] = [
    ["uses the host network (hostNetwork)", { spec: { hostNetwork: true } }],
    ["uses the host process namespace (hostPID)", { spec: { hostPID: true } }],
    ["uses the host IPC namespace (hostIPC)", { spec: { hostIPC: true } }],
    ["reads the node's /proc", { spec: { volumes: [{ name: "proc", hostPath: { path: "/proc" } }] } }],
    ["container app is privileged", secured({ privileged: true })],
    ["container app adds the capability SYS_ADMIN", secured({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } })],
    ["container app takes the node's port 9100", { container: { ports: [{ containerPort: 9100, hostPort: 9100 }] } }],
  ];
  it.each(cases)("refuses a pod that %s, even if it says why", (problem, parts) => {
    expect(problems(listedPrivileges, server({ ...parts, annotations: why }))).toEqual([problem]);
  });

  const root = { name: "root", hostPath: { path: "/" } };
  const exporter: ServerParts = {
    kind: "DaemonSet",
    labels: { "app.kubernetes.io/name": "node-exporter" },
    namespace: "monitoring-host",
    annotations: why,
    spec: { hostNetwork: true, hostPID: true, volumes: [root] },
  };

  it("accepts what the list allows the pod, in a namespace for such pods", () => {
    expect(problems(listedPrivileges, server(exporter))).toEqual([]);
  });

  it("waits for a namespace that is not known yet", () => {
    expect(problems(listedPrivileges, server({ ...exporter, namespace: "[known after up]" }))).toEqual([]);
  });

  it("refuses it elsewhere, beyond the list, and without the annotation that says why", () => {
    expect(problems(listedPrivileges, server({ ...exporter, namespace: "monitoring" }))).toHaveLength(3);
    expect(problems(listedPrivileges, server({ ...exporter, annotations: {} }))).toEqual([
      "uses the node without the annotation `aiobs/host-access` that says why",
    ]);
    const other = { ...exporter.spec, volumes: [{ name: "etc", hostPath: { path: "/etc" } }] };
    expect(problems(listedPrivileges, server({ ...exporter, spec: other }))).toEqual(["reads the node's /etc"]);
    const writing = { volumeMounts: [{ name: "root", mountPath: "/host" }] };
    expect(problems(listedPrivileges, server({ ...exporter, container: writing }))).toEqual([
      "may write to the node's /",
    ]);
  });
});

describe("hardened-containers", () => {
  it("accepts a hardened container", () => {
    expect(problems(hardenedContainers, server())).toEqual([]);
  });

  const seccompProfile = { type: "RuntimeDefault" };
  const cases: readonly [string, ServerParts][] = [
    ["may run as root", { spec: { securityContext: { seccompProfile } } }],
    ["may run as root", { spec: { securityContext: { runAsNonRoot: true, runAsUser: 0, seccompProfile } } }],
    ["may run as root", secured({ runAsNonRoot: false })],
    ["has no seccomp profile", { spec: { securityContext: { runAsNonRoot: true } } }],
    ["has no seccomp profile", secured({ seccompProfile: { type: "Unconfined" } })],
    ["may write to its image's file system", secured({ readOnlyRootFilesystem: undefined })],
    ["may gain privileges", secured({ allowPrivilegeEscalation: undefined })],
    ["keeps capabilities", secured({ capabilities: undefined })],
  ];
  it.each(cases)("refuses one that %s", (problem, parts) => {
    expect(problems(hardenedContainers, server(parts))).toEqual([`container app ${problem}`]);
  });

  it("lets a container's own setting win over its pod's", () => {
    const own = secured({ runAsNonRoot: true, runAsUser: 1000, seccompProfile });
    expect(problems(hardenedContainers, server({ ...own, spec: { securityContext: { runAsUser: 0 } } }))).toEqual([]);
  });
});
