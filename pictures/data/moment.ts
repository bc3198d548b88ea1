/** When every picture is taken: a fixed time, so that the same commit gives the same pictures. */

/** The end of the time range, in seconds since 1970: 2026-01-14 12:00 UTC, a Wednesday. */
export const END = Date.UTC(2026, 0, 14, 12) / 1000;

/** Seconds that the page shows: the dashboards' default. */
export const RANGE = 3600;

/** Seconds of samples: windows of an hour at the start of the page need an hour before it. */
export const HISTORY = 2 * RANGE;

/** Seconds between two samples, and between two points: twice the stacks' scrape interval, which is half the work and looks the same. */
export const STEP = 30;
