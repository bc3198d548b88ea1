import { type PartName, partOf } from "../parts.ts";

/** The value of `app.kubernetes.io/part-of` on all that this program creates. */
export const PART_OF = "aiobs";

/** The labels that select a part's pods. They never change: a Deployment's selector is immutable. */
export function selectorLabels(part: PartName): Record<string, string> {
  return { "app.kubernetes.io/name": part, "app.kubernetes.io/part-of": PART_OF };
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
