import type { Contract } from "../../contracts/contract.ts";

/** A contract of a made-up shop, changed as the test needs it. */
export function madeContract(change: Partial<Contract> = {}): Contract {
  return {
    exporter: "shop",
    version: "1.0.0",
    settings: [],
    answers: {},
    metrics: [],
    sentMetrics: [],
    resource: {},
    spans: [],
    logs: { fields: {}, sent: {} },
    ...change,
  };
}
