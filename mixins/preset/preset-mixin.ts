import type { AlertingRule, Mixin } from "../mixin.ts";
import { ownedAlerts } from "./owned-alerts.ts";

/** What a preset says of the server that it knows. */
export interface PresetRules extends Pick<Mixin, "system" | "catalogue">, Partial<Pick<Mixin, "inhibitions">> {
  /** Each keeps the labels `cluster` and `application`, and selects series by their names. */
  readonly alerts: readonly AlertingRule[];
  /** `shared`: its metrics have names that others have as well. Default: its own alone. */
  readonly names?: "own" | "shared";
}

/** The mixin of a preset: of its alerts, each application's go to the team that owns it. */
export function presetMixin({ alerts, inhibitions = [], names, ...of }: PresetRules): Mixin {
  return {
    ...of,
    recordings: [],
    inhibitions,
    alerts: [],
    alertsOn: ({ presets = {} }) => ownedAlerts(of.system, alerts, presets[of.system], names),
  };
}
