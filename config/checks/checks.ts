import { availabilityChecks } from "./availability.ts";
import { awsChecks } from "./aws.ts";
import type { Check } from "./check.ts";
import { gpuNodeChecks } from "./gpu-nodes.ts";
import { gpuPoolChecks } from "./gpu-pools.ts";
import { ingressChecks } from "./ingress.ts";
import { nodePoolChecks } from "./node-pools.ts";
import { poolChecks } from "./pools.ts";
import { prometheusChecks } from "./prometheus.ts";
import { reachabilityChecks } from "./reachability.ts";
import { routingChecks } from "./routing.ts";

/** Every rule beside each setting's own type and range. */
export const checks: readonly Check[] = [
  ...availabilityChecks,
  ...reachabilityChecks,
  ...ingressChecks,
  ...prometheusChecks,
  ...routingChecks,
  ...awsChecks,
  ...nodePoolChecks,
  ...poolChecks,
  ...gpuPoolChecks,
  ...gpuNodeChecks,
];
