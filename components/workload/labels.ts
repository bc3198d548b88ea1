import { type PartName, partOf } from "../parts.ts";
import type { WorkloadArgs } from "./workload-args.ts";

/** The value of `app.kubernetes.io/part-of` on all that this program creates. */
export const PART_OF = "aiobs";

/** A part, or one of several workloads of it. */
type Named = Pick<WorkloadArgs, "part" | "variant">;

/** The name of a workload's objects. */
export function objectName({ part, variant }: Named): string {
  return variant === undefined ? part : `${part}-${variant}`;
}

/** The labels that select a part's pods, of all its variants. They never change: a Deployment's selector is immutable. */
export function selectorLabels(part: PartName): Record<string, string> {
  return { "app.kubernetes.io/name": part, "app.kubernetes.io/part-of": PART_OF };
}

/** The labels that select the pods of one workload. */
export function workloadSelector({ part, variant }: Named): Record<string, string> {
  return { ...selectorLabels(part), ...(variant === undefined ? {} : { "aiobs/variant": variant }) };
}

/** The recommended labels of an object that belongs to a part (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export function partLabels(part: PartName, stack: string): Record<string, string> {
  return {
    ...selectorLabels(part),
    "app.kubernetes.io/component": partOf(part).component,
    "app.kubernetes.io/instance": stack,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

/** The labels of an object that belongs to a workload. */
export function workloadLabels(args: Pick<WorkloadArgs, "part" | "variant" | "context">): Record<string, string> {
  return { ...partLabels(args.part, args.context.stack), ...workloadSelector(args) };
}
