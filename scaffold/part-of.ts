import type { KnownSystem } from "./inventory.ts";
import type { Wanted } from "./recipe.ts";

/** The system that a thing is added to. @throws {Error} where none was given: the command line has asked for it before. */
export function systemOf({ system, name }: Wanted): KnownSystem {
  if (system === undefined) throw new Error(`${name} has no system to be added to`);
  return system;
}

/** The pillar that a thing is added to. @throws {Error} as {@link systemOf} does. */
export function pillarOf({ pillar, name }: Wanted): string {
  if (pillar === undefined) throw new Error(`${name} has no pillar to be added to`);
  return pillar;
}
