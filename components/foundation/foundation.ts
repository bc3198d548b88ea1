/** What the stack stands on: facts about a cluster that something else made. */
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";

/** A private subnet of the cluster and its zone. */
export interface Subnet {
  readonly id: string;
  readonly zone: string;
}

/** The facts. What is absent was not given: the parts that need it say so. */
export interface Foundation {
  /** Path or content of the kubeconfig; absent: the environment's. */
  readonly kubeconfig?: pulumi.Input<string>;
  /** Context in the kubeconfig; absent: its current one. */
  readonly context?: string;
  /** Name of the EKS cluster. */
  readonly clusterName?: pulumi.Input<string>;
}

/** The facts from the settings, or from the outputs of the stack that the settings name. */
export function foundationOf(settings: Settings["foundation"]): Foundation {
  if (!("stack" in settings)) return settings;
  const stack = new pulumi.StackReference(settings.stack);
  const text = (output: string) => stack.requireOutput(output).apply(String);
  return { kubeconfig: pulumi.secret(text("kubeconfig")), clusterName: text("clusterName") };
}
