import type { SettingPath } from "../../config/setting-problem.ts";
import type { PresetApplication, Scraped, ScrapedApplication } from "../../mixins/mixin.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import type { SendingApplication } from "../collection/agent/sent-metrics.ts";
import type { Connection } from "../workload/connection.ts";
import type { Credentials } from "./credentials.ts";

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
  /** The applications that its jobs are of. */
  readonly applications?: readonly ScrapedApplication[];
  /** The applications that send their metrics to the agents. */
  readonly senders?: readonly SendingApplication[];
  /** When the Capacity Blocks of node pools end, in seconds since 1970, by the pool. */
  readonly capacityBlocks?: Readonly<Record<string, number>>;
  /** The version of NVIDIA's driver that the settings name, by the pool. */
  readonly drivers?: Readonly<Record<string, string>>;
  /** The applications that have a preset, by its name. */
  readonly presets?: Readonly<Record<string, readonly PresetApplication[]>>;
  /** The secrets that its jobs read. */
  readonly credentials?: readonly Credentials[];
  /** Where the stack's settings ask for a job, by its name, for those of which people choose the name and the targets. */
  readonly places?: Readonly<Record<string, SettingPath>>;
}

/**
 * What rules are made for.
 *
 * @param cluster the value of the label `cluster`.
 * @param jobs the names of all scrape jobs.
 */
export function scrapedBy(cluster: string, jobs: readonly string[], systems: readonly ScrapedSystem[]): Scraped {
  return {
    cluster,
    jobs,
    nodeMemory: Object.assign({}, ...systems.map(({ nodeMemory }) => nodeMemory)),
    kept: Object.assign({}, ...systems.map(({ kept }) => kept)),
    services: Object.assign({}, ...systems.map(({ services }) => services)),
    capacityBlocks: Object.assign({}, ...systems.map(({ capacityBlocks }) => capacityBlocks)),
    drivers: Object.assign({}, ...systems.map(({ drivers }) => drivers)),
    applications: systems.flatMap(({ applications = [] }) => applications),
    presets: Object.assign({}, ...systems.map(({ presets }) => presets)),
  };
}
