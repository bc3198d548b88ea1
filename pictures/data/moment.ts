/** When every picture is taken: a fixed time, so that the same commit gives the same pictures. */

/** The end of the time range, in seconds since 1970: 2026-01-14 12:00 UTC, a Wednesday. */
export const END = Date.UTC(2026, 0, 14, 12) / 1000;

/** Seconds that the page shows: the dashboards' default. */
export const RANGE = 3600;

/** Seconds of samples: windows of an hour at the start of the page need an hour before it. */
export const HISTORY = 2 * RANGE;

/** Seconds between two samples, and between two points: the stacks' scrape interval, under which Grafana does not go. */
export const STEP = 15;
