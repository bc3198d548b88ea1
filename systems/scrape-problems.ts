/** Scrape jobs of which people choose the names and the targets, held against all others of the stack. */

import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../config/setting-problem.ts";
import type { Estimate } from "../mixins/cardinality/estimate.ts";
import type { ScrapeJob } from "../mixins/scrape-job.ts";
import type { Problem } from "../problems/problem.ts";
import { sharedTarget } from "./shared-target.ts";

/** A job, and where the settings ask for it; no place: no setting names it. */
interface PlacedJob {
  readonly job: ScrapeJob;
  readonly place?: SettingPath | undefined;
}

/** Names that two jobs have, which Prometheus refuses, and targets that two jobs scrape, which doubles their series. */
export function scrapeProblems(scraped: readonly ScrapedSystem[], { jobs: known }: Estimate): readonly Problem[] {
  const all = scraped.flatMap(({ jobs, places }) =>
    jobs.map((job): PlacedJob => ({ job, place: places?.[job.job_name] })),
  );
  // Those that no setting places come first: it is the others that can be changed.
  const ordered = [
    ...all.filter(({ place }) => place === undefined),
    ...all.filter(({ place }) => place !== undefined),
  ];
  return ordered.flatMap(({ job, place }, index) => {
    if (place === undefined) return [];
    const earlier = ordered.slice(0, index);
    return [...sameName(job.job_name, place, known), ...earlier.flatMap((other) => sameTarget(job, place, other))];
  });
}

/** The estimate has all jobs of a stack, its servers' too. */
function sameName(name: string, place: SettingPath, known: Estimate["jobs"]): readonly Problem[] {
  if (known.filter(({ job }) => job === name).length < 2) return [];
  const message = "is the name of another scrape job of this stack, whose series it would be mixed with";
  return [settingError(place, message, { found: describeFound(name), hint: "give it another name" })];
}

function sameTarget(job: ScrapeJob, place: SettingPath, { job: other, place: there }: PlacedJob): readonly Problem[] {
  const shared = sharedTarget(job, other);
  if (shared === undefined) return [];
  const who = there === undefined ? `the scrape job ${other.job_name}` : formatPath(there);
  const message = `scrapes ${shared}, which ${who} scrapes too: each of its series would be there twice`;
  return [settingError(place, message, { hint: "remove one of the two, or tell their targets apart" })];
}
