import type { Label } from "../../../queries/catalogue.ts";
import { cluster, namespace } from "../../cluster-labels.ts";
import { oneOf } from "../../one-of.ts";

/** Pods of one kind of server. */
const PODS = 100;

/** The labels that every series of these pods gets from its target. */
export function podTargets(job: string): Readonly<Record<string, Label>> {
  return {
    cluster,
    job: oneOf(job),
    instance: { bound: PODS, examples: [`${job}-0:8000`], reason: "one target a pod" },
    namespace,
    pod: { bound: PODS, examples: [`${job}-0`], reason: "one target a pod" },
  };
}

/** A model, under the name that people ask for, or that its server has loaded it by. */
export const model: Label = { bound: 50, examples: ["llama3.2", "qwen2.5-coder:14b"], reason: "models of a platform" };
