import * as pulumi from "@pulumi/pulumi";
import type { Environment, JudgedStack } from "./policy.ts";

/** What policies go by of a stack's settings. */
export type PolicySettings = Pick<JudgedStack, "environment" | "maxGpus">;

/**
 * The settings of the stack being deployed, which the engine hands to the pack: `aiobs:environment` and `aiobs:maxGpus`. Where
 * there is no environment (as for `pulumi policy publish`) or one that is not known, the strictest: `prod`.
 */
export function policySettings(): PolicySettings {
  const config = new pulumi.Config("aiobs");
  const maxGpus = config.getNumber("maxGpus");
  return { environment: environmentNamed(config.get("environment")), ...(maxGpus === undefined ? {} : { maxGpus }) };
}

/** The environment of that name; `prod`, the strictest, where it is none. */
export function environmentNamed(name: string | undefined): Environment {
  return name === "local" || name === "dev" ? name : "prod";
}
