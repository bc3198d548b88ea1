import type { Settings } from "../config/settings.ts";
import type { System } from "./system.ts";

/** The systems with their catalogues as a stack has them: dashboards that people bring along may ask for their own applications. */
export function systemsIn(systems: readonly System[], settings: Settings): readonly System[] {
  if (systems.every(({ catalogueIn, observe }) => catalogueIn === undefined || observe(settings) === undefined)) {
    return systems;
  }
  return systems.map((system) => ({
    ...system,
    mixin: { ...system.mixin, catalogue: system.catalogueIn?.(settings) ?? system.mixin.catalogue },
  }));
}
