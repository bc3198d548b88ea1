/** What happens on a picture. */
import { healthy, scenarios } from "../../simulator/scenarios/all.ts";
import { faultOf, type Scenario } from "../../simulator/scenarios/scenario.ts";
import { HISTORY } from "./moment.ts";

/** `healthy`: nothing. `fault`: something in each simulated system. */
export type Occasion = "healthy" | "fault";

/** The scenarios that `fault` puts together: of different systems, so that none hides another. */
const FAULTS: readonly string[] = ["node-death", "gpu-overheating", "gpu-memory-error", "maestro-errors"];

/** The scenario of an occasion. A fault ends a minute after the picture is taken. */
export function scenarioOf(occasion: Occasion): Scenario {
  if (occasion === "healthy") return healthy;
  const chosen = scenarios.filter(({ name }) => FAULTS.includes(name));
  return {
    name: occasion,
    summary: chosen.map(({ summary }) => summary).join(" "),
    minutes: HISTORY / 60,
    changes: chosen.flatMap(endedByNow),
    alerts: chosen.flatMap(({ alerts }) => alerts),
  };
}

function endedByNow(scenario: Scenario): Scenario["changes"] {
  const later = HISTORY / 60 + 1 - (faultOf(scenario)?.to ?? 0);
  return scenario.changes.map((change) => ({ ...change, from: change.from + later, to: change.to + later }));
}
