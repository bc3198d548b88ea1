import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { postgresqlAlerts } from "./alerts.ts";
import { postgresqlCatalogue } from "./catalogue.ts";

/** PostgreSQL, by postgres_exporter. */
export const postgresql: Mixin = presetMixin({
  system: "postgresql",
  catalogue: postgresqlCatalogue,
  alerts: postgresqlAlerts,
});
