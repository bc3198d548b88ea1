/** Which server evaluates which of a stack's rules, and the files that tell it so. */
import type { AlertingRule, Mixin, RecordingRule, Scraped } from "../../mixins/mixin.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import type { PlaceFacts } from "../place.ts";
import type { Connection } from "../workload/connection.ts";
import type { ConfigDirectory, Server } from "../workload/server.ts";
import { type AlertContext, type RuleSelection, renderRules } from "./rules.ts";
import { identities, type KubeletTls, kubeletScrapeJobs, serverScrapeJobs } from "./scrape-jobs.ts";

/** What evaluates a rule: each Prometheus for its own targets, or Thanos' ruler for those of all shards. */
export type Evaluator = "prometheus" | "ruler";

/** What evaluates each rule where targets are divided among shards. */
export type RulePlacement = (rule: RecordingRule | AlertingRule) => Evaluator;

/** Something that Prometheus scrapes beside the servers here: its jobs, and the way to its targets. */
export interface ScrapedSystem {
  readonly jobs: readonly ScrapeJob[];
  readonly calls: readonly Connection[];
  /** Bytes of memory that a node outside Kubernetes may use, by its `node_role`. */
  readonly nodeMemory?: Readonly<Record<string, number>>;
  /** The share of each sample that its jobs keep of what targets expose, by the sample's name. */
  readonly kept?: Readonly<Record<string, number>>;
  /** Names of services in traces, by what part of their system they are. */
  readonly services?: Readonly<Record<string, readonly string[]>>;
}

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

/** The selected rules of a stack, a file a mixin that has some. */
export function ruleFiles(
  sources: RuleSources,
  all: readonly Server[],
  selection?: RuleSelection,
): ConfigDirectory["files"] {
  const { place, mixins, alerts, systems } = sources;
  const scraped: Scraped = {
    cluster: place.cluster,
    jobs: scrapeJobs(sources, all).map(({ job_name }) => job_name),
    nodeMemory: Object.assign({}, ...systems.map(({ nodeMemory }) => nodeMemory)),
    kept: Object.assign({}, ...systems.map(({ kept }) => kept)),
    services: Object.assign({}, ...systems.map(({ services }) => services)),
  };
  return Object.fromEntries(
    mixins.map((mixin) => [`${mixin.system}.yaml`, renderRules(mixin, alerts, scraped, selection)]),
  );
}
