import { availabilityChecks } from "./availability.ts";
import { butterflyChecks } from "./butterfly.ts";
import type { Check } from "./check.ts";
import { gpuNodeChecks } from "./gpu-nodes.ts";
import { nodePoolChecks } from "./node-pools.ts";
import { prometheusChecks } from "./prometheus.ts";
import { reachabilityChecks } from "./reachability.ts";
import { routingChecks } from "./routing.ts";

/** Every rule that looks at more than one setting. */
export const checks: readonly Check[] = [
  ...availabilityChecks,
  ...reachabilityChecks,
  ...prometheusChecks,
  ...routingChecks,
  ...butterflyChecks,
  ...nodePoolChecks,
  ...gpuNodeChecks,
];
