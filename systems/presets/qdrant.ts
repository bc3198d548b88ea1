import { qdrantDashboard } from "../../dashboards/qdrant/qdrant.ts";
import { QDRANT_DROPPED } from "../../mixins/qdrant/catalogue.ts";
import { qdrant as mixin } from "../../mixins/qdrant/mixin.ts";
import type { Preset } from "./preset.ts";

/** Qdrant, each of its peers. */
export const qdrant: Preset = {
  mixin,
  dashboards: [qdrantDashboard],
  scrape: { port: 6333, path: "/metrics", drop: QDRANT_DROPPED },
  seriesPerTarget: 3_000,
};
