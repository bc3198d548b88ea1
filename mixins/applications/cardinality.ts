import type { JobSeries } from "../cardinality/series-count.ts";
import { SENT_JOB } from "./metrics.ts";

/** How large an application may become. */
export interface ApplicationSize {
  readonly targets: number;
  readonly seriesPerTarget: number;
  /** Labels of a series. */
  readonly labels: number;
  /** Seconds between two scrapes. Absent: as all. */
  readonly scrapeSeconds?: number;
}

/** Labels of a sent series: those of its origin, of its library, and its attributes. */
const SENT_LABELS = 20;

/**
 * What applications bring that send their metrics: `targets` are their processes, which may all be on one node.
 *
 * @param agents how many nodes have an agent.
 */
export function sentSeries(
  agents: number,
  applications: Readonly<Record<string, Pick<ApplicationSize, "targets" | "seriesPerTarget">>>,
): JobSeries {
  const metrics = Object.entries(applications).map(([name, { targets, seriesPerTarget }]) => {
    const series = targets * seriesPerTarget;
    return { metric: `application ${name}`, exposed: series, series };
  });
  const samplesOfTarget = metrics.reduce((sum, { exposed }) => sum + exposed, 0);
  return { job: SENT_JOB, targets: agents, metrics, labels: SENT_LABELS, samplesOfTarget };
}

/** What an application brings, of which nothing but its size is known. */
export function applicationSeries(
  job: string,
  { targets, seriesPerTarget, labels, scrapeSeconds }: ApplicationSize,
): JobSeries {
  const series = targets * seriesPerTarget;
  return {
    job,
    targets,
    metrics: [{ metric: `application ${job}`, exposed: series, series }],
    labels,
    ...(scrapeSeconds === undefined ? {} : { scrapeSeconds }),
  };
}
