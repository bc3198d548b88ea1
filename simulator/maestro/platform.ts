/** The simulated Maestro platform and what happens on it. */
import type { Random } from "../engine/random.ts";
import type { MaestroConditions } from "./conditions.ts";

/** A route of the API. */
interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  readonly endpoint: string;
  /** Requests a second, at each replica. */
  readonly perSecond: number;
  /** Median of the seconds that one takes. */
  readonly median: number;
}

const endpoints: readonly Endpoint[] = [
  { method: "GET", endpoint: "/api/v1/models", perSecond: 3, median: 0.03 },
  { method: "GET", endpoint: "/api/v1/models/{model_id}", perSecond: 4, median: 0.02 },
  { method: "POST", endpoint: "/api/v1/models", perSecond: 0.4, median: 0.3 },
  { method: "DELETE", endpoint: "/api/v1/models/{model_id}", perSecond: 0.05, median: 0.1 },
  { method: "POST", endpoint: "/api/v1/experiments", perSecond: 0.5, median: 0.2 },
  { method: "GET", endpoint: "/api/v1/experiments/{experiment_id}", perSecond: 2, median: 0.04 },
  { method: "POST", endpoint: "/api/v1/predictions", perSecond: 5, median: 0.12 },
];

/** The tenants, each with its share of what happens. */
export const tenants = { acme: 0.5, globex: 0.3, initech: 0.2 } as const;

/** Operations on models in a minute, by kind. */
const OPERATIONS = { create: 4, update: 6, delete: 1, deploy: 2 } as const;
const EXPERIMENTS_PER_MINUTE = 3;
/** A healthy day keeps the objective of 99.9 % with room to spare. */
const USUAL_FAILURES = 0.0003;
const CLIENT_ERRORS = 0.02;
const MOST_HANGING = 60;

/** Requests to an endpoint in a step, at one replica. */
export interface EndpointMoment extends Endpoint {
  readonly succeeded: number;
  /** What the caller did wrong, what the API did, and what a rate limit refused. */
  readonly clientErrors: number;
  readonly serverErrors: number;
  readonly refused: number;
  readonly inProgress: number;
}

/** What succeeded and what failed. */
export interface Outcomes {
  readonly succeeded: number;
  readonly failed: number;
}

/** A step, at one replica. */
export interface MaestroMoment {
  readonly endpoints: readonly EndpointMoment[];
  /** By kind. */
  readonly operations: Readonly<Record<string, Outcomes>>;
  /** By tenant. */
  readonly experiments: Readonly<Record<string, Outcomes>>;
}

/** One replica of the API. */
export class Replica {
  readonly #hanging = new Map<string, number>();

  step(seconds: number, conditions: MaestroConditions, random: Random): MaestroMoment {
    const outcomes = (perMinute: number, failing: number): Outcomes => {
      const all = random.count((perMinute * seconds) / 60);
      const failed = random.share(all, failing);
      return { succeeded: all - failed, failed };
    };
    return {
      endpoints: endpoints.map((endpoint) => this.#requests(endpoint, seconds, conditions, random)),
      operations: mapped(OPERATIONS, (kind, perMinute) => outcomes(perMinute, conditions.failingOperations[kind] ?? 0)),
      experiments: mapped(tenants, (tenant, share) =>
        outcomes(share * EXPERIMENTS_PER_MINUTE, conditions.failingExperiments[tenant] ?? 0.03),
      ),
    };
  }

  #requests(
    endpoint: Endpoint,
    seconds: number,
    { failing, slow, hanging, refused: refusedShare }: MaestroConditions,
    random: Random,
  ): EndpointMoment {
    const { endpoint: name, perSecond } = endpoint;
    const median = endpoint.median * (slow[name] ?? 1);
    const arrived = random.count(perSecond * seconds);
    const hangs = hanging.includes(name);
    const key = `${endpoint.method} ${name}`;
    const waiting = hangs ? Math.min(MOST_HANGING, (this.#hanging.get(key) ?? 0) + arrived) : 0;
    this.#hanging.set(key, waiting);
    const ended = hangs ? 0 : arrived;
    const refused = random.share(ended, refusedShare);
    const serverErrors = random.share(ended - refused, failing[name] ?? USUAL_FAILURES);
    const clientErrors = random.share(ended - refused - serverErrors, CLIENT_ERRORS);
    return {
      ...endpoint,
      median,
      succeeded: ended - refused - serverErrors - clientErrors,
      clientErrors,
      serverErrors,
      refused,
      // Little's law: the rate, by the time that each takes.
      inProgress: waiting + Math.round((ended / seconds) * median),
    };
  }
}

function mapped<Value, Result>(
  values: Readonly<Record<string, Value>>,
  result: (key: string, value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, result(key, value)]));
}
