import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { stackLabels } from "../workload/labels.ts";

/** Arguments of `DestroyGuard`. */
export interface DestroyGuardArgs {
  readonly place: Place;
  /** Everything that must not go before the guard does. */
  readonly guards: readonly pulumi.Resource[];
}

/**
 * A protected object that depends on all others, so that `pulumi destroy` comes to it first and refuses there. Without it the
 * engine would take down what is not protected (node groups, services, policies) before it meets what is.
 *
 * It is a ConfigMap that says whose the namespace is.
 */
export class DestroyGuard extends pulumi.ComponentResource {
  constructor(name: string, { place, guards }: DestroyGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:namespaces:DestroyGuard", name, {}, opts);
    const { stack, environment, cluster } = place;
    new k8s.core.v1.ConfigMap(
      name,
      {
        metadata: {
          name: "aiobs-stack",
          namespace: place.createdNamespaces.main,
          labels: stackLabels(place),
          annotations: { "aiobs/folder": "stack" },
        },
        data: { stack, environment, cluster },
      },
      { parent: this, protect: true, dependsOn: [...guards] },
    );
    this.registerOutputs({});
  }
}
