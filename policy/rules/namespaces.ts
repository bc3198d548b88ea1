/** A namespace of the stack refuses what nobody thought of. */
import { at, entriesAt, listAt } from "../json.ts";
import { annotationsOf, isInNamespace, kindOf, labelsOf } from "../kubernetes.ts";
import { makesPods } from "../pods.ts";
import type { PolicyResource, StackPolicy } from "../policy.ts";
import { isListed } from "../privileged-pods.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export const enforcedPodSecurity: StackPolicy = {
  judges: "stack",
  name: "enforced-pod-security",
  description:
    "Every namespace enforces the Pod Security level `restricted`; a looser one is only for namespaces that hold nothing but pods in the list of privileged ones.",
  remedy: `set the label ${ENFORCE}, and keep privileged pods in a namespace of their own`,
  enforcement: "mandatory",
  applies: (resource) => kindOf(resource) === "Namespace",
  checkStack: (resources) =>
    resources
      .filter((resource) => kindOf(resource) === "Namespace")
      .flatMap((resource) => levelProblems(resource, resources).map((problem) => ({ resource, problem }))),
};

function levelProblems(namespace: PolicyResource, resources: readonly PolicyResource[]): readonly string[] {
  const level = labelsOf(namespace.props).get(ENFORCE);
  if (level === undefined) return ["enforces no Pod Security level"];
  if (level === "restricted") return [];
  const pods = resources.filter((resource) => makesPods(resource) && isInNamespace(resource, namespace));
  const others = pods.filter((resource) => !isListed(resource)).map(({ name }) => name);
  if (pods.length === 0) return [`enforces ${level} without a pod that needs it`];
  return others.length === 0 ? [] : [`enforces ${level}, which ${others.join(", ")} does not need`];
}

/** Whatever no other NetworkPolicy allows. */
export const denyByDefault: StackPolicy = {
  judges: "stack",
  name: "deny-by-default",
  description:
    "Every namespace has a NetworkPolicy that denies all pods every connection, both ways, unless its annotation `aiobs/network-policies` says that there are none.",
  remedy: "create a NetworkPolicy for all pods with policyTypes Ingress and Egress and no rules",
  enforcement: "mandatory",
  applies: (resource) => kindOf(resource) === "Namespace",
  checkStack: (resources) =>
    resources
      .filter((resource) => kindOf(resource) === "Namespace")
      .filter(({ props }) => annotationsOf(props).get("aiobs/network-policies") !== "off")
      .filter((namespace) => !resources.some((policy) => deniesAll(policy) && isInNamespace(policy, namespace)))
      .map((resource) => ({ resource, problem: "does not deny connections by default" })),
};

function deniesAll(resource: PolicyResource): boolean {
  if (kindOf(resource) !== "NetworkPolicy") return false;
  const spec = at(resource.props, "spec");
  const types = listAt(spec, "policyTypes");
  return (
    selectsAll(resource) &&
    types.includes("Ingress") &&
    types.includes("Egress") &&
    listAt(spec, "ingress").length === 0 &&
    listAt(spec, "egress").length === 0
  );
}

function selectsAll({ props }: PolicyResource): boolean {
  const selector = at(props, "spec", "podSelector");
  return entriesAt(selector, "matchLabels").length === 0 && listAt(selector, "matchExpressions").length === 0;
}
