import { parseSettings, type Settings } from "../../config/settings.ts";

/** Settings of a local stack with changes to its top-level keys: what the components get in the program. */
export function settingsWith(changes: Readonly<Record<string, unknown>> = {}): Settings {
  return parseSettings({ environment: "local", cluster: { name: "test-cluster" }, ...changes }, "test settings");
}
