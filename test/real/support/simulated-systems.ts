import type { Mixin, Scraped } from "../../../mixins/mixin.ts";
import { simulated } from "../../../mixins/simulated-metrics.ts";
import { presets } from "../../../systems/presets/all.ts";
import { mixins } from "../../observed.ts";
import { SimulatedRules } from "./simulated-rules.ts";

/** Whose rules are run: those of the systems that are simulated, and of what watches them. */
const systems: readonly string[] = [
  ...simulated.map(({ system }) => system),
  ...["llm", "tempo", "kubernetes", "node", "observability"],
  ...presets.map(({ mixin }) => mixin.system),
];

/** What scrapes the simulated systems. A node of theirs has 64 GiB of memory, by no container's limit. */
const scraped: Scraped = {
  cluster: "simulated",
  jobs: ["butterfly-coordinators", "butterfly-compute-nodes", "dcgm-exporter", "maestro-api", "litellm", "vllm"],
  nodeMemory: { coordinator: 64 * 2 ** 30, compute: 64 * 2 ** 30 },
};

/**
 * The rules on the simulated systems.
 * @param objectives `left out`: without burn-rate alerts, which look back over days.
 */
export function simulatedRules({ objectives }: { readonly objectives: "kept" | "left out" }): {
  readonly rules: SimulatedRules;
  readonly cluster: string;
} {
  const watched = mixins
    .filter(({ system }) => systems.includes(system))
    .map(({ slos, ...mixin }): Mixin => (objectives === "kept" && slos !== undefined ? { ...mixin, slos } : mixin));
  return { rules: new SimulatedRules(watched, scraped), cluster: scraped.cluster };
}
