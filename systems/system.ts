import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import type { Section } from "../config/section.ts";
import type { Settings } from "../config/settings.ts";
import type { Dashboard } from "../dashboards/dashboard.ts";
import type { JobSeries } from "../mixins/cardinality/series-count.ts";
import type { Mixin } from "../mixins/mixin.ts";
import type { Problem } from "../problems/problem.ts";
import type { Catalogue } from "../queries/catalogue.ts";
import type { LogCatalogue } from "../queries/log-catalogue.ts";
import type { TraceCatalogue } from "../queries/trace-catalogue.ts";

/** One observed system: all that the program knows of it. Adding one is such a record, and its line in `all.ts`. */
export interface System {
  /** Its metrics, rules and alerts. */
  readonly mixin: Mixin;
  /** Its catalogue as a stack's settings make it, where people choose what its jobs are called. Default: the mixin's. */
  readonly catalogueIn?: (settings: Settings) => Catalogue;
  /** Catalogues of further exporters that its queries ask. Default: none. */
  readonly catalogues?: readonly Catalogue[];
  /** What it logs. Default: nothing that is described. */
  readonly logs?: LogCatalogue;
  /** What it traces. Default: nothing that is described. */
  readonly traces?: TraceCatalogue;
  readonly dashboards: readonly Dashboard[];
  /** The section of the settings that says where it runs. Default: it needs none. */
  readonly section?: Section;
  /**
   * What a stack with these settings scrapes of it beside the servers here, and the way there. `undefined`: the stack does
   * not observe it, and gets neither its rules nor its dashboards: an alert on what is missing would fire for ever.
   */
  readonly observe: (settings: Settings) => ScrapedSystem | undefined;
  /** What is wrong with the files that it is read from. Default: it is written in code. */
  readonly problems?: readonly Problem[];
  /** How many series a stack with these settings gets of it. Default: nobody knows, and they are in no estimate. */
  readonly series?: (settings: Settings, watching: Watching) => SystemSeries;
}

/** How much there is to watch for what watches: it follows from the estimate of all series, and adds to it. */
export interface Watching {
  readonly scrapeJobs: number;
  readonly ruleGroups: number;
  /** Parts into which targets are divided. */
  readonly shards: number;
}

/** The series of a system in one stack. */
export interface SystemSeries {
  readonly jobs: readonly JobSeries[];
  /** How many values a label has in all, for the series of recording rules; one that is not here has one. */
  readonly values: Readonly<Record<string, number>>;
}

/** Observed by what the servers here expose: nothing more is scraped. */
export const scrapedAlready: ScrapedSystem = { jobs: [], calls: [] };

/** The sections of the settings that systems bring along. */
export function sectionsOf(systems: readonly System[]): readonly Section[] {
  return systems.flatMap(({ section }) => (section === undefined ? [] : [section]));
}
