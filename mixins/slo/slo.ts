/** Service level objectives as data: what is promised, and how it is measured. `recordings.ts` and `alerts.ts` make the rules. */

/**
 * Counters of events. The share that was bad is what the objective is held against.
 * https://sre.google/workbook/implementing-slos/#moving-from-sli-specification-to-sli-implementation
 */
interface Events {
  readonly kind: "events";
  /** PromQL selector of a counter of all events, e.g. `x_requests_total{method="inference"}`. */
  readonly total: string;
  /** PromQL selector of a counter of the bad ones among them. A series that is not there counts as 0. */
  readonly bad: string;
}

/** A classic histogram: events that took longer than a bound were bad. */
interface Latency {
  readonly kind: "latency";
  /** The histogram's name, without `_bucket`. */
  readonly histogram: string;
  /** Label matchers, e.g. `method="inference"`. */
  readonly matchers: string;
  /** Seconds: one of the histogram's bounds. */
  readonly below: number;
}

/** A condition that must hold while there is demand: the events are seconds of demand. */
interface Condition {
  readonly kind: "condition";
  /** PromQL that gives each cluster a series while something is asked of it, and none otherwise. */
  readonly demand: string;
  /** PromQL that gives each cluster a series while the promise is kept, and none otherwise: what does not tell keeps nothing. */
  readonly kept: string;
}

/** A service level indicator. Every query keeps the label `cluster`, or is summed by it. */
export type Sli = Events | Latency | Condition;

/** One objective. */
export interface Slo {
  /**
   * The label `slo` of its series, in lower case with hyphens, its system first: `butterfly-availability`. Its alerts are named
   * after it: `ButterflyAvailabilityFastBurn`, `ButterflyAvailabilitySlowBurn`.
   */
  readonly name: string;
  /** As people say it, at the beginning of a sentence: `Butterfly availability`. */
  readonly title: string;
  /** What is promised to users, in one sentence. */
  readonly promise: string;
  /** The share of events that are good: above 0.9306, where the fastest burn would be more than all events, and below 1. */
  readonly objective: number;
  /**
   * The time over which the objective holds, in days. Where Prometheus keeps less, it is judged by what is kept; where Thanos'
   * ruler evaluates, all of it is there.
   */
  readonly window: `${number}d`;
  readonly sli: Sli;
  /** What an event is, in the plural: `inference requests`, `seconds under load`. */
  readonly events: string;
  /**
   * Bad events within the longer window of an alert below which it says nothing: at night one failed request of ten is 10%.
   */
  readonly leastBad: number;
  /** The severity of a fast burn: `critical` where a person can and must do something at once. A slow one is a `warning`. */
  readonly fastBurn: "critical" | "warning";
  /** The application whose objective it is, where its indicator is of one alone: the label `application` of its alerts. */
  readonly application?: string;
  /** The team that is told. */
  readonly team: string;
  /** The `uid` of the dashboard to open first. */
  readonly dashboard: string;
}
