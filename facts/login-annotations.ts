/**
 * Annotations of an Ingress that make its controller ask who is there, before it forwards anything.
 *
 * A controller is listed if it refuses requests while what the annotation names is missing.
 */

/** One way in which a controller asks. */
export interface LoginAnnotation {
  readonly key: string;
  /** The values with which it asks. Absent: any but an empty one. */
  readonly values?: readonly string[];
  /** Another annotation that must not have this value: with it, whoever does not answer is let in. */
  readonly unless?: { readonly key: string; readonly value: string };
}

/** The ways, by the controllers that know them. */
export const loginAnnotations: readonly LoginAnnotation[] = [
  // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication
  {
    key: "alb.ingress.kubernetes.io/auth-type",
    values: ["oidc", "cognito"],
    unless: { key: "alb.ingress.kubernetes.io/auth-on-unauthenticated-request", value: "allow" },
  },
  // https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/ (F5's
  // controller, not the retired one of the Kubernetes project)
  { key: "nginx.org/basic-auth-secret" },
  // https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/: a router whose middleware is missing is not made.
  { key: "traefik.ingress.kubernetes.io/router.middlewares" },
];

/** Whether the annotations of an Ingress make one of those controllers ask. */
export function asksWhoIsThere(annotations: Readonly<Record<string, string>>): boolean {
  return loginAnnotations.some(({ key, values, unless }) => {
    const value = annotations[key] ?? "";
    if (unless !== undefined && annotations[unless.key] === unless.value) return false;
    return values === undefined ? value !== "" : values.includes(value);
  });
}
