/** What is the matter with a simulated Maestro API. */
export interface MaestroConditions {
  /** Share of the requests to an endpoint that fail, by the endpoint. */
  readonly failing: Readonly<Record<string, number>>;
  /** How many times longer an endpoint takes. */
  readonly slow: Readonly<Record<string, number>>;
  /** Endpoints whose requests never end. */
  readonly hanging: readonly string[];
  /** Share of the requests that are refused for their tenant's rate limit. */
  readonly refused: number;
  /** Share of a tenant's experiments that fail. */
  readonly failingExperiments: Readonly<Record<string, number>>;
  /** Share of the operations on models that fail, by kind. */
  readonly failingOperations: Readonly<Record<string, number>>;
  /** Share of its quota of storage that a tenant uses. */
  readonly quotaUse: Readonly<Record<string, number>>;
}

/** Nothing is the matter. */
export const healthyMaestro: MaestroConditions = {
  failing: {},
  slow: {},
  hanging: [],
  refused: 0,
  failingExperiments: {},
  failingOperations: {},
  quotaUse: {},
};
