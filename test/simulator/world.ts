import { simulatedMetrics } from "../../mixins/simulated-metrics.ts";
import { World } from "../../simulator/program/world.ts";
import { healthy } from "../../simulator/scenarios/all.ts";
import type { Scenario } from "../../simulator/scenarios/scenario.ts";

/** What the tests' worlds expose. */
const catalogues = simulatedMetrics();

/** A world of the tests: it begins at time 0 and is stepped as a scrape interval long. */
export function worldOf(scenario: Pick<Scenario, "changes"> = healthy, seed = 1): World {
  return new World(catalogues, { seed, start: 0, step: 15, scenario: { ...healthy, ...scenario } });
}
