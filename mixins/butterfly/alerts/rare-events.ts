/** Counters of what should never happen: one increment is a fault, and is not to be missed or told of twice. */

interface RareEvents {
  /** The counter's name. */
  readonly metric: string;
  /** The labels of the result. */
  readonly by: string;
}

/**
 * PromQL: how many events the last 10 minutes brought, where there were any, by the one that counts most, since several
 * coordinators may count the same.
 *
 * A counter with labels often begins to exist with its first event, at 1, where `increase` sees nothing. So a series that is
 * new on a target which answered a minute ago counts as well, as far as it is above what any node showed in the hour before: a new
 * leader shows old events.
 */
export function rareEvents({ metric, by }: RareEvents): string {
  const fresh = `max by (${by}) (
    ${metric} unless ${metric} offset 1m
    and on (cluster, job, instance)
    up offset 1m == 1
  )`;
  const known = `max by (${by}) (last_over_time(${metric}[1h] offset 1m))`;
  return `max by (${by}) (increase(${metric}[10m])) > 0
or on (${by})
(
  ${fresh}
    - on (${by})
    (
      ${known}
      or on (${by})
      0 * ${fresh}
    )
) > 0`;
}
