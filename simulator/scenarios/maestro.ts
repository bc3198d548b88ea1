/** What may happen to a Maestro platform. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 30 } as const;
const MINUTES = 55;
const PREDICTIONS = "/api/v1/predictions";

/** Faults of Maestro and of what its tenants run. */
export const maestroScenarios: readonly Scenario[] = [
  {
    name: "quota-exhaustion",
    summary: "A tenant of Maestro has used up its storage.",
    minutes: MINUTES,
    changes: [{ ...FAULT, maestro: { quotaUse: { globex: 0.98 } } }],
    alerts: ["MaestroTenantQuotaExhausted"],
  },
  {
    name: "maestro-errors",
    summary: "An endpoint of Maestro fails a third of its requests.",
    minutes: MINUTES,
    changes: [{ ...FAULT, maestro: { failing: { [PREDICTIONS]: 0.33 } } }],
    alerts: ["MaestroHighErrorRate"],
  },
  {
    name: "maestro-slow",
    summary: "An endpoint of Maestro takes forty times as long.",
    minutes: MINUTES,
    changes: [{ ...FAULT, maestro: { slow: { [PREDICTIONS]: 40 } } }],
    alerts: ["MaestroHighLatency"],
  },
  {
    name: "maestro-hanging",
    summary: "Requests to an endpoint of Maestro never end.",
    minutes: MINUTES,
    changes: [{ ...FAULT, maestro: { hanging: [PREDICTIONS] } }],
    alerts: ["MaestroRequestsHanging"],
  },
  {
    name: "maestro-rate-limiting",
    summary: "Maestro refuses a quarter of all requests by their tenant's rate limit.",
    minutes: MINUTES,
    changes: [{ ...FAULT, maestro: { refused: 0.25 } }],
    alerts: ["MaestroRateLimiting"],
  },
  {
    name: "training-failures",
    summary: "Nine of ten experiments of a tenant fail.",
    minutes: 115,
    changes: [{ ...FAULT, maestro: { failingExperiments: { initech: 0.9 } } }],
    alerts: ["MaestroTenantTrainingFailing"],
    // Five experiments must have failed, of one in a minute.
    inFullAfter: { MaestroTenantTrainingFailing: 5 },
  },
  {
    name: "training-down",
    summary: "Nine of ten experiments fail, whosever they are.",
    minutes: 125,
    changes: [{ ...FAULT, maestro: { failingExperiments: { acme: 0.9, globex: 0.9, initech: 0.9 } } }],
    alerts: ["MaestroTrainingFailing", "MaestroTenantTrainingFailing"],
    inFullAfter: { MaestroTrainingFailing: 5, MaestroTenantTrainingFailing: 5 },
  },
  {
    name: "registry-failures",
    summary: "No model can be deployed.",
    minutes: 65,
    changes: [{ ...FAULT, maestro: { failingOperations: { deploy: 1 } } }],
    alerts: ["MaestroModelOperationsFailing"],
  },
];
