import type { Check, Finding } from "./check.ts";
import { type PlannedContainer, podsOf } from "./pods.ts";

/** Every container has requests, limits, probes, a pinned image and the hardening; exceptions say why. */
export const hardening: Check = {
  title: "Containers are hardened",
  unit: "containers",
  run({ manifests }) {
    const findings: Finding[] = [];
    let count = 0;
    for (const pod of podsOf(manifests)) {
      const { spec, metadata } = pod.template;
      const touchesHost = spec.hostNetwork || spec.volumes.some(({ hostPath }) => hostPath !== undefined);
      if (touchesHost && metadata.annotations["aiobs/host-access"] === undefined) {
        findings.push({ where: pod.where, message: "uses the node without saying why: set hostAccess.why" });
      }
      if (spec.securityContext.runAsNonRoot !== true) {
        findings.push({ where: pod.where, message: "may run as root: set runAsNonRoot" });
      }
      spec.containers.forEach((container, index) => {
        count += 1;
        const where = `${pod.where}, container ${container.name}`;
        findings.push(...containerProblems(container, index === 0).map((message) => ({ where, message })));
      });
    }
    return { count, findings };
  },
};

function containerProblems(container: PlannedContainer, main: boolean): readonly string[] {
  const { resources, securityContext, image } = container;
  const problems: string[] = [];
  for (const resource of ["cpu", "memory"]) {
    if (resources.requests[resource] === undefined) problems.push(`has no ${resource} request`);
    if (resources.limits[resource] === undefined) problems.push(`has no ${resource} limit`);
  }
  if (!/(:[^/]+|@sha256:[0-9a-f]{64})$/.test(image) || image.endsWith(":latest")) {
    problems.push(`runs ${image}: pin a tag other than latest in components/images.ts`);
  }
  if (securityContext.readOnlyRootFilesystem !== true) problems.push("may write to its image's file system");
  if (securityContext.allowPrivilegeEscalation !== false) problems.push("may gain privileges");
  if (securityContext.privileged === true) problems.push("is privileged");
  for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"] as const) {
    if (main && container[probe] === undefined) problems.push(`has no ${probe}`);
  }
  return problems;
}
