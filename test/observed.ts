import type { Dashboard } from "../dashboards/dashboard.ts";
import { allAlertGroups } from "../mixins/groups.ts";
import type { AlertingRule, Mixin, Scraped } from "../mixins/mixin.ts";
import type { Catalogue } from "../queries/catalogue.ts";
import { systems } from "../systems/all.ts";
import { cataloguesOf } from "../systems/series.ts";

/** The mixins of all systems. */
export const mixins: readonly Mixin[] = systems.map(({ mixin }) => mixin);

/** The catalogues that queries are checked against. */
export const catalogues: readonly Catalogue[] = cataloguesOf(systems);

/** The dashboards of all systems, without those exported from Grafana. */
export const dashboards: readonly Dashboard[] = systems.flatMap((system) => system.dashboards);

/**
 * What the stack of the rule tests (`test/rules/`) scrapes. Its compute nodes outside Kubernetes have 100 GB of memory; of its
 * applications one has an owner of its own, and one comes and goes. Of two that are Redis each has another owner. Its Capacity
 * Block ends 25 hours after 1970 began; of one pool the settings name the driver.
 */
export const scraped: Scraped = {
  cluster: "c1",
  jobs: ["prometheus", "butterfly-observers", "dcgm-exporter"],
  nodeMemory: { coordinator: 1e10, compute: 1e11 },
  capacityBlocks: { training: 90_000 },
  drivers: { named: "580.105.08" },
  applications: [
    { name: "vllm", jobs: ["vllm"], service: "vllm-server", presence: "always", metrics: "scraped" },
    { name: "qdrant", jobs: ["qdrant"], service: "qdrant", team: "data", presence: "always", metrics: "scraped" },
    { name: "batch", jobs: ["batch"], service: "batch", team: "data", presence: "sometimes", metrics: "scraped" },
    { name: "open-webui", jobs: [], service: "open-webui", team: "chat", presence: "always", metrics: "sent" },
    { name: "preview", jobs: [], service: "preview", team: "chat", presence: "sometimes", metrics: "sent" },
  ],
  presets: { redis: [{ name: "sessions" }, { name: "cache", team: "data" }], "open-webui": [{ name: "open-webui" }] },
};

/** The alerts of all systems, each with its system's name. */
export const alerts: readonly (AlertingRule & { readonly system: string })[] = mixins.flatMap((mixin) =>
  allAlertGroups(mixin, scraped).flatMap(({ rules }) => rules.map((rule) => ({ system: mixin.system, ...rule }))),
);
