import * as pulumi from "@pulumi/pulumi";
import { type Standards, standardsOf } from "../facts/standards.ts";
import type { JudgedStack } from "./policy.ts";

/** What policies go by of a stack's settings. */
export type PolicySettings = Pick<JudgedStack, "environment" | "standards">;

/**
 * The settings of the stack being deployed, which the engine hands to the pack: `environment`, `standards` and `aws.maxGpus`. Where there
 * is no environment (as for `pulumi policy publish`), or a standard says nothing that is known, the strictest: `prod`.
 */
export function policySettings(): PolicySettings {
  const config = new pulumi.Config("aiobs");
  const environment = config.get("environment") ?? "prod";
  const { data, availability } = config.getObject<Partial<Record<keyof Standards, unknown>>>("standards") ?? {};
  const maxGpus: unknown = config.getObject<{ maxGpus?: unknown }>("aws")?.maxGpus;
  const usual = standardsOf(environment);
  return {
    environment,
    standards: {
      ...usual,
      ...(data === "disposable" || data === "protected" ? { data } : {}),
      ...(availability === "single" || availability === "pairs" || availability === "redundant"
        ? { availability }
        : {}),
      ...(typeof maxGpus === "number" ? { maxGpus } : {}),
    },
  };
}
