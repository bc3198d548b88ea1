import type { PlaceFacts } from "../place.ts";
import type { ServerIdentity } from "./identity.ts";

/** The value of `app.kubernetes.io/part-of` on all that this program creates. */
const PART_OF = "aiobs";

/** A server, or one of several of one identity. */
interface Named {
  readonly name: string;
  readonly variant?: string;
}

/** The name of a server's objects. */
export function objectName({ name, variant }: Named): string {
  return variant === undefined ? name : `${name}-${variant}`;
}

/** The labels that select a server's pods, of all its variants. They never change: a Deployment's selector is immutable. */
export function selectorLabels({ name }: Named): Record<string, string> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": PART_OF };
}

/** The labels that select the pods of one workload. */
export function workloadSelector(server: Named): Record<string, string> {
  return { ...selectorLabels(server), ...(server.variant === undefined ? {} : { "aiobs/variant": server.variant }) };
}

/** The labels of everything that belongs to a stack. */
export function stackLabels({ stack }: Pick<PlaceFacts, "stack">): Record<string, string> {
  return {
    "app.kubernetes.io/part-of": PART_OF,
    "app.kubernetes.io/instance": stack,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

/** The recommended labels of an object that belongs to a server (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export function serverLabels(place: Pick<PlaceFacts, "stack">, server: ServerIdentity & Named): Record<string, string> {
  return { ...workloadSelector(server), "app.kubernetes.io/component": server.component, ...stackLabels(place) };
}
