import { agentChecks } from "./agent.ts";
import { availabilityChecks } from "./availability.ts";
import { awsChecks } from "./aws.ts";
import type { Check } from "./check.ts";
import { existingGrafanaChecks } from "./existing-grafana.ts";
import { externalSecretChecks } from "./external-secrets.ts";
import { fleetChecks } from "./fleet.ts";
import { gpuCapacityChecks } from "./gpu-capacity.ts";
import { gpuNodeChecks } from "./gpu-nodes.ts";
import { gpuPoolChecks } from "./gpu-pools.ts";
import { ingressChecks } from "./ingress.ts";
import { logsChecks } from "./logs.ts";
import { nodePoolChecks } from "./node-pools.ts";
import { objectStoreChecks } from "./object-store.ts";
import { partChecks } from "./parts.ts";
import { poolChecks } from "./pools.ts";
import { prometheusChecks } from "./prometheus.ts";
import { reachabilityChecks } from "./reachability.ts";
import { routingChecks } from "./routing.ts";
import { simulatorChecks } from "./simulator.ts";
import { thanosChecks } from "./thanos.ts";
import { tracesChecks } from "./traces.ts";

/** Every rule beside each setting's own type and range. */
export const checks: readonly Check[] = [
  ...availabilityChecks,
  ...fleetChecks,
  ...reachabilityChecks,
  ...ingressChecks,
  ...prometheusChecks,
  ...objectStoreChecks,
  ...thanosChecks,
  ...logsChecks,
  ...agentChecks,
  ...tracesChecks,
  ...simulatorChecks,
  ...routingChecks,
  ...awsChecks,
  ...nodePoolChecks,
  ...poolChecks,
  ...gpuPoolChecks,
  ...gpuCapacityChecks,
  ...gpuNodeChecks,
  ...partChecks,
  ...existingGrafanaChecks,
  ...externalSecretChecks,
];
