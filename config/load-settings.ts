import { getStack, runtime } from "@pulumi/pulumi";
import { ProblemsError } from "../problems/problems-error.ts";
import { checkCluster } from "./kubeconfig.ts";
import { readPulumiConfig, secretOf } from "./read-pulumi-config.ts";
import { checkSecretLengths } from "./secret-lengths.ts";
import type { Section } from "./section.ts";
import { parseSettings, type Settings } from "./settings.ts";

/**
 * The settings of the stack that Pulumi is running.
 *
 * @param sections the sections that observed systems bring along
 * @throws ProblemsError with everything that is wrong
 */
export function loadSettings(sections: readonly Section[]): Settings {
  const where = `Pulumi.${getStack()}.yaml`;
  const { raw, other } = readPulumiConfig();
  const settings = parseSettings(raw, where, sections, other);
  const problems = [
    ...checkSecretLengths(settings, secretOf),
    // Off the engine nothing is deployed: a plan needs no cluster.
    ...(runtime.hasEngine() && !("stack" in settings.foundation) ? checkCluster(settings.foundation) : []),
  ];
  if (problems.length > 0) throw new ProblemsError(`the settings of ${where}`, problems);
  return settings;
}
