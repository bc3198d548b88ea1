import { postgresqlDashboard } from "../../dashboards/postgresql/postgresql.ts";
import { postgresql as mixin } from "../../mixins/postgresql/mixin.ts";
import type { Preset } from "./preset.ts";

/** PostgreSQL, by postgres_exporter beside the server. */
export const postgresql: Preset = {
  mixin,
  dashboards: [postgresqlDashboard],
  scrape: { port: 9187, path: "/metrics", drop: [] },
  seriesPerTarget: 1_000,
};
