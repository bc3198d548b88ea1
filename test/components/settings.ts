import { parseSettings, type Settings } from "../../config/settings.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

/** Settings of a local stack with changes to its top-level keys: what the components get in the program. */
export function settingsWith(changes: Readonly<Record<string, unknown>> = {}): Settings {
  const raw = { environment: "local", cluster: { name: "test-cluster" }, ...changes };
  return parseSettings(raw, "test settings", sectionsOf(systems));
}

/** A Butterfly cluster of which observers alone are found. */
export const butterflyLocal = { observers: { namespaces: ["butterfly"] } };
