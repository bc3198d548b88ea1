import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { openWebuiAlerts } from "./alerts.ts";
import { openWebuiCatalogue } from "./catalogue.ts";

/** Open WebUI, where people chat with models. */
export const openWebui: Mixin = presetMixin({
  system: "open-webui",
  catalogue: openWebuiCatalogue,
  alerts: openWebuiAlerts,
  names: "shared",
});
