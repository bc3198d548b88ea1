import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "./policy.ts";

/**
 * What the stack being deployed is for: its setting `aiobs:environment`, which the engine hands to the pack with the rest of
 * the stack's configuration. Where there is none (as for `pulumi policy publish`) or one that is not known, the strictest:
 * `prod`.
 */
export function stackEnvironment(): Environment {
  return environmentNamed(new pulumi.Config("aiobs").get("environment"));
}

/** The environment of that name; `prod`, the strictest, where it is none. */
export function environmentNamed(name: string | undefined): Environment {
  return name === "local" || name === "dev" ? name : "prod";
}
