import { clusterScenarios } from "./butterfly-cluster.ts";
import { nodeScenarios } from "./butterfly-nodes.ts";
import { gpuScenarios } from "./gpu.ts";
import { llmScenarios } from "./llm.ts";
import { machineScenarios } from "./machines.ts";
import { maestroScenarios } from "./maestro.ts";
import { presetScenarios } from "./presets.ts";
import type { Scenario } from "./scenario.ts";

/** Nothing happens. */
export const healthy: Scenario = {
  name: "healthy",
  summary: "An ordinary day: nothing is the matter.",
  minutes: 60,
  changes: [],
  alerts: [],
};

/** Every scenario. */
export const scenarios: readonly Scenario[] = [
  healthy,
  ...clusterScenarios,
  ...nodeScenarios,
  ...gpuScenarios,
  ...machineScenarios,
  ...maestroScenarios,
  ...llmScenarios,
  ...presetScenarios,
];
