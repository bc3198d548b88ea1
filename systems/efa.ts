import { efaAdapters } from "../components/compute/network-interfaces.ts";
import type { NodePool } from "../config/node-pools.ts";
import type { Settings } from "../config/settings.ts";
import { efaOverview } from "../dashboards/efa/overview.ts";
import { efaSeries } from "../mixins/efa/cardinality.ts";
import { efa as mixin } from "../mixins/efa/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Elastic Fabric Adapters, where pools of the stack have them and its exporter is not left out. */
export const efa: System = {
  mixin,
  dashboards: [efaOverview],
  observe: (settings) =>
    efaPools(settings).length > 0 && settings.parts["efa-exporter"]?.deploy !== "off" ? scrapedAlready : undefined,
  series: (settings) => {
    const pools = efaPools(settings);
    const nodes = pools.reduce((sum, { max }) => sum + max, 0);
    const adapters = pools.reduce((sum, pool) => sum + pool.max * efaAdapters(pool), 0);
    return { jobs: efaSeries({ nodes, adapters }), values: { instance: nodes } };
  },
};

function efaPools({ nodePools }: Settings): readonly NodePool[] {
  return Object.values(nodePools).filter((pool) => pool.kind === "gpu" && pool.efa === "on");
}
