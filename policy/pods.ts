/** The pods that resources would make. */
import { at, type Json, listAt, textAt } from "./json.ts";
import { annotationsOf, kindOf, labelsOf } from "./kubernetes.ts";
import type { PolicyResource } from "./policy.ts";

/** A container of a pod. */
export interface Container {
  readonly name: string;
  /** `main`: the first one, which the pod is there for. */
  readonly role: "main" | "sidecar" | "init";
  /** The container as the manifest has it. */
  readonly value: Json;
}

/** A pod, or the template of pods. */
export interface Pod {
  /** How long it is meant to run: a job's pod ends by itself. */
  readonly runs: "on" | "to an end";
  /** Value of `app.kubernetes.io/name`. */
  readonly part: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: Json | undefined;
  readonly containers: readonly Container[];
}

/** Kind → where its pod template is. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  DaemonSet: ["spec", "template"],
  Deployment: ["spec", "template"],
  Job: ["spec", "template"],
  Pod: [],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  StatefulSet: ["spec", "template"],
};

/** The pod that a resource would make; nothing when it makes none. */
export function podOf(resource: PolicyResource): Pod | undefined {
  const kind = kindOf(resource) ?? "";
  const path = Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;
  if (path === undefined) return undefined;
  const template = at(resource.props, ...path);
  const labels = labelsOf(template);
  const spec = at(template, "spec");
  return {
    runs: kind === "Job" || kind === "CronJob" ? "to an end" : "on",
    part: labels.get("app.kubernetes.io/name"),
    labels,
    annotations: annotationsOf(template),
    spec,
    containers: [
      ...listAt(spec, "containers").map((value, index) => container(value, index === 0 ? "main" : "sidecar")),
      ...listAt(spec, "initContainers").map((value) => container(value, "init")),
    ],
  };
}

/** Whether a resource makes pods. */
export function makesPods(resource: PolicyResource): boolean {
  return podOf(resource) !== undefined;
}

/** What is wrong with each container of a resource's pod, told of the container. */
export function containerProblems(
  resource: PolicyResource,
  problemsOf: (container: Container, pod: Pod) => readonly string[],
): readonly string[] {
  const pod = podOf(resource);
  return (pod?.containers ?? []).flatMap((one) =>
    pod === undefined ? [] : problemsOf(one, pod).map((problem) => `container ${one.name} ${problem}`),
  );
}

function container(value: Json, role: Container["role"]): Container {
  return { name: textAt(value, "name") ?? "without a name", role, value };
}
