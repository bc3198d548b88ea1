import { getStack, RunError } from "@pulumi/pulumi";
import { readPulumiConfig } from "./read-pulumi-config.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

/**
 * The settings of the stack that Pulumi is running.
 *
 * @throws RunError, which Pulumi shows without a stack trace, with everything that is wrong; its cause is the SettingsError
 */
export function loadSettings(): Settings {
  const { raw, other } = readPulumiConfig();
  try {
    return parseSettings(raw, `Pulumi.${getStack()}.yaml`, other);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const stop = new RunError(error.message);
    stop.cause = error;
    throw stop;
  }
}
