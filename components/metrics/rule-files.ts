/** Which server evaluates which of a stack's rules, and the files that tell it so. */
import type { Mixin } from "../../mixins/mixin.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import type { PlaceFacts } from "../place.ts";
import type { ConfigDirectory, Server } from "../workload/server.ts";
import type { AlertContext } from "./alert-texts.ts";
import { type Evaluated, type RuleSelection, renderBrought, renderRules } from "./rules.ts";
import { identities, type KubeletTls, kubeletScrapeJobs, serverScrapeJobs } from "./scrape-jobs.ts";
import { type ScrapedSystem, scrapedBy } from "./scraped-system.ts";

/** What evaluates a rule: each Prometheus for its own targets, or Thanos' ruler for those of all shards. */
export type Evaluator = "prometheus" | "ruler";

/** What evaluates each rule where targets are divided among shards. */
export type RulePlacement = (rule: Evaluated) => Evaluator;

/** What rules are made from. */
export interface RuleSources {
  readonly place: PlaceFacts;
  readonly mixins: readonly Mixin[];
  readonly alerts: AlertContext;
  readonly systems: readonly ScrapedSystem[];
  readonly kubeletTls: KubeletTls;
}

/** Every scrape job of a stack: its servers, the kubelets, and what it watches beside them. */
export function scrapeJobs({ place, kubeletTls, systems }: RuleSources, all: readonly Server[]): readonly ScrapeJob[] {
  return [
    ...serverScrapeJobs(place, identities(all)),
    ...kubeletScrapeJobs(place, kubeletTls),
    ...systems.flatMap(({ jobs }) => jobs),
  ];
}

/** What the names of rule files begin with that people brought along. */
export const BROUGHT = "custom-";

/** The selected rules of a stack: a file a mixin, and one for each that people brought along. */
export function ruleFiles(
  sources: RuleSources,
  all: readonly Server[],
  selection?: RuleSelection,
): ConfigDirectory["files"] {
  const { place, mixins, alerts, systems } = sources;
  const jobs = scrapeJobs(sources, all).map(({ job_name }) => job_name);
  const scraped = scrapedBy(place.cluster, jobs, systems);
  return Object.fromEntries(
    mixins.flatMap((mixin) =>
      mixin.brought === undefined
        ? [[`${mixin.system}.yaml`, renderRules(mixin, alerts, scraped, selection)]]
        : mixin.brought.map((file) => [`${BROUGHT}${file.name}.yaml`, renderBrought(file, alerts, selection)]),
    ),
  );
}
