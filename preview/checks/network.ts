import { errorAt, type Problem } from "../../problems/problem.ts";
import {
  type Labels,
  NAMESPACE_NAME,
  type PlannedPolicy,
  type PodSelector,
  type PolicyPeer,
  policiesOf,
} from "../network-policies.ts";
import type { Check } from "./check.ts";
import { type PlannedPod, podsOf } from "./pods.ts";

/** Every call that one pod may make to another is one that the other takes, on a port that it listens on. */
export const network: Check = {
  title: "Calls are allowed on both sides",
  unit: "calls",
  run({ manifests }) {
    const pods = podsOf(manifests);
    const policies = policiesOf(manifests);
    const problems: Problem[] = [];
    let count = 0;
    for (const caller of pods) {
      for (const { to, ports } of policiesFor(caller, policies).flatMap(({ egress }) => egress)) {
        for (const callee of pods.filter((pod) => to.some((peer) => selects(peer, pod)))) {
          const rules = policiesFor(callee, policies).flatMap(({ ingress }) => ingress);
          for (const { port, protocol } of ports) {
            count += 1;
            const where = { resource: `${caller.where} calls ${callee.where} on ${protocol} ${port}` };
            const taken = rules.some(
              (rule) =>
                rule.from.some((peer) => selects(peer, caller)) &&
                rule.ports.some((open) => open.port === port && open.protocol === protocol),
            );
            if (!taken) problems.push(errorAt(where, "the callee's NetworkPolicy does not let it in"));
            if (!listens(callee, port)) problems.push(errorAt(where, "the callee has no such port"));
          }
        }
      }
    }
    return { count, problems };
  },
};

function policiesFor(pod: PlannedPod, policies: readonly PlannedPolicy[]): readonly PlannedPolicy[] {
  return policies.filter(
    ({ namespace, podSelector }) => namespace === pod.namespace && matches(podSelector, pod.template.metadata.labels),
  );
}

function listens(pod: PlannedPod, port: number): boolean {
  return pod.template.spec.containers.some(({ ports }) => ports.some(({ containerPort }) => containerPort === port));
}

function selects({ namespaceSelector, podSelector }: PolicyPeer, pod: PlannedPod): boolean {
  // A pod on the node's network is no pod to a policy: its address is the node's.
  if (podSelector === undefined || pod.template.spec.hostNetwork) return false;
  return (
    namespaceSelector?.matchLabels[NAMESPACE_NAME] === pod.namespace &&
    matches(podSelector, pod.template.metadata.labels)
  );
}

function matches({ matchLabels, matchExpressions }: PodSelector, of: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => of[key] === value) &&
    matchExpressions.every(({ key }) => Object.hasOwn(of, key))
  );
}
