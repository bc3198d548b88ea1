import type { Label } from "../../queries/catalogue.ts";
import { cluster, namespace } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";

const TARGETS = 100;

/**
 * The labels that every series of an application with a preset gets from its target.
 *
 * @param example what an application with it may be called.
 * @param port where its targets answer.
 * @param job what it is called where another setting than `aiobs:applications` scrapes it. Default: nothing does. All presets then have
 *   one name in place of the applications' own, which a stack's settings tell: a label is counted with every value that there is.
 */
export function presetTargetLabels(
  example: string,
  port: number,
  job = "application",
): Readonly<Record<string, Label>> {
  return {
    cluster,
    application: { bound: 100, examples: [example], reason: "applications of a platform" },
    // Where a stack has such applications, theirs (`systems/presets/preset-system.ts`).
    job: oneOf(job),
    instance: { bound: TARGETS, examples: [`${example}-0:${port}`], reason: "pods and hosts" },
    namespace: { ...namespace, presence: "sometimes" },
    pod: { bound: TARGETS, examples: [`${example}-0`], reason: "pods", presence: "sometimes" },
  };
}
