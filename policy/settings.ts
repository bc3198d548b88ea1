import * as pulumi from "@pulumi/pulumi";
import type { Environment, JudgedStack } from "./policy.ts";

/** What policies go by of a stack's settings. */
export type PolicySettings = Pick<JudgedStack, "environment" | "maxGpus">;

/**
 * The settings of the stack being deployed, which the engine hands to the pack: `environment` and `aws.maxGpus`. Where there is
 * no environment (as for `pulumi policy publish`) or one that is not known, the strictest: `prod`.
 */
export function policySettings(): PolicySettings {
  const config = new pulumi.Config("aiobs");
  const maxGpus: unknown = config.getObject<{ maxGpus?: unknown }>("aws")?.maxGpus;
  return {
    environment: environmentNamed(config.get("environment")),
    ...(typeof maxGpus === "number" ? { maxGpus } : {}),
  };
}

/** The environment of that name; `prod`, the strictest, where it is none. */
export function environmentNamed(name: string | undefined): Environment {
  return name === "local" || name === "dev" ? name : "prod";
}
