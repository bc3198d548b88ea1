import type { Dashboard } from "../dashboards/dashboard.ts";
import type { Mixin } from "../mixins/mixin.ts";
import type { Catalogue } from "../queries/catalogue.ts";
import { systems } from "../systems/all.ts";
import { cataloguesOf } from "../systems/series.ts";

/** The mixins of all systems. */
export const mixins: readonly Mixin[] = systems.map(({ mixin }) => mixin);

/** The catalogues that queries are checked against. */
export const catalogues: readonly Catalogue[] = cataloguesOf(systems);

/** The dashboards of all systems, without those exported from Grafana. */
export const dashboards: readonly Dashboard[] = systems.flatMap((system) => system.dashboards);
