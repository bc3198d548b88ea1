import * as z from "zod";

/** A setting that says how pods get a role at AWS. */
export function podIdentity() {
  return z
    .enum(["pod-identity", "irsa"])
    .prefault("pod-identity")
    .describe(
      "How pods get their roles: by EKS Pod Identity, whose agent is an add-on of the cluster, or by the cluster's OIDC " +
        "provider (`irsa`), which `foundation.oidcProvider` names.",
    );
}

/** How pods get a role at AWS. */
export type PodIdentity = z.output<ReturnType<typeof podIdentity>>;
