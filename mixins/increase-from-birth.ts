/**
 * How much counters have grown within a window, those that appeared in it included.
 *
 * Many counters have no series before the first fault: it is there with its first value, and `increase()` of it is 0 until there is a
 * second fault. Where one is enough to be told of, a series that was not there a window ago counts whole, if its target was scraped
 * then and had none: after a gap of Prometheus' own, old counts would else look like new ones. So a fault in the first window of a
 * target's life is seen from the second one on.
 *
 * Which counters are like that their sources say: a vector of Prometheus' library has no series until a label's value is used, and an
 * instrument of OpenTelemetry's none until something is added to it, were it 0.
 *
 * @param counter a selector of counters, e.g. `loki_discarded_samples_total{job="loki"}`
 * @param window a Prometheus duration
 */
export function increaseFromBirth(counter: string, window: string): string {
  const scraped = `on (cluster, job, instance) up offset ${window} == 1`;
  return `${counter} unless ${counter} offset ${window} and ${scraped}
  or increase(${counter}[${window}])`;
}
