/** From the settings of applications to what is scraped of them. */
import type { SendingApplication } from "../../components/collection/agent/sent-metrics.ts";
import { loginOf } from "../../components/metrics/login.ts";
import type { ScrapedSystem } from "../../components/metrics/scraped-system.ts";
import type { Settings } from "../../config/settings.ts";
import { parseDuration } from "../../config/types/duration.ts";
import { applicationSeries, sentSeries } from "../../mixins/applications/cardinality.ts";
import { monitorJobs } from "../../mixins/applications/monitor.ts";
import { type ApplicationTargets, applicationScrapeJob, ofApplication } from "../../mixins/applications/scrape.ts";
import type { JobSeries } from "../../mixins/cardinality/series-count.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { callsOf } from "./calls.ts";
import { readMonitors } from "./monitor-files.ts";
import type { ApplicationsSettings } from "./schema.ts";
import { placeOf } from "./settings.ts";
import { type KnownApplication, withPreset } from "./with-preset.ts";

/** What a stack scrapes of its applications. */
export function scrapedApplications(all: ApplicationsSettings, { cluster }: Pick<Settings, "cluster">): ScrapedSystem {
  const entries = known(all);
  const scraped = entries.filter(([, { sends }]) => sends === undefined);
  const jobs = new Map(scraped.map(([name, one]) => [name, jobsOf(cluster.name, name, one)]));
  const namesOf = (name: string) => (jobs.get(name) ?? []).map(({ job_name }) => job_name);
  return {
    jobs: [...jobs.values()].flat(),
    calls: scraped.flatMap(([name, one]) => callsOf(name, one, cluster)),
    senders: entries.flatMap(([name, one]) => (one.sends === undefined ? [] : [senderOf(name, one)])),
    applications: entries.map(([name, { serviceName = name, team, presence, sends }]) => ({
      name,
      jobs: namesOf(name),
      service: serviceName,
      ...(team === undefined ? {} : { team }),
      presence,
      metrics: sends === undefined ? "scraped" : "sent",
    })),
    credentials: scraped.map(([name, one]) => loginOf(name, one).credentials),
    places: Object.fromEntries(entries.flatMap(([name]) => namesOf(name).map((job) => [job, placeOf(name)]))),
  };
}

/** The applications by name, each with what its preset says. */
function known(all: ApplicationsSettings): readonly (readonly [name: string, one: KnownApplication])[] {
  return Object.entries(all).map(([name, one]) => [name, withPreset(one)] as const);
}

/** The most targets of an application that does not say. */
const TARGETS = 5;

/**
 * How many series a stack's applications may have.
 *
 * @param agents how many nodes have an agent, which serves what is sent.
 */
export function seriesOfApplications(all: ApplicationsSettings, agents: number): readonly JobSeries[] {
  const entries = known(all);
  const senders = entries.filter(([, { sends }]) => sends !== undefined);
  const sizes = senders.map(([name, { size }]) => [name, { ...size, targets: size.targets ?? TARGETS }] as const);
  return [
    ...seriesOfScraped(entries.filter(([, { sends }]) => sends === undefined)),
    ...(sizes.length === 0 ? [] : [sentSeries(agents, Object.fromEntries(sizes))]),
  ];
}

function seriesOfScraped(entries: ReturnType<typeof known>): readonly JobSeries[] {
  return entries.flatMap(([name, one]) => {
    const { size, targets, limits } = one;
    return jobsOf("", name, one).map(({ job_name, scrape_interval }) => {
      const pace = scrape_interval === undefined ? undefined : parseDuration(scrape_interval)?.seconds;
      return applicationSeries(job_name, {
        targets: size.targets ?? targets?.length ?? TARGETS,
        seriesPerTarget: size.seriesPerTarget,
        labels: limits.labels,
        ...(pace === undefined ? {} : { scrapeSeconds: pace }),
      });
    });
  });
}

function senderOf(name: string, { serviceName = name, metrics, labels }: KnownApplication): SendingApplication {
  const { keep, drop = [] } = metrics;
  return { name, service: serviceName, ...(keep && { keep }), drop, add: labels.add, lose: labels.drop };
}

/** The one job of an application, or those that its monitors describe. */
function jobsOf(cluster: string, name: string, one: KnownApplication): readonly ScrapeJob[] {
  const { metrics, labels, limits, monitors, scrapeInterval, scrapeTimeout } = one;
  const { ownApplication, dropBuckets, personal } = one;
  const own = {
    ...(ownApplication !== undefined && { ownApplication }),
    ...(dropBuckets !== undefined && { dropBuckets }),
    ...(personal !== undefined && { personal }),
  };
  const series = { ...metrics, add: labels.add, lose: labels.drop, ...own };
  const within = {
    ...(limits.samples === undefined ? {} : { sample_limit: limits.samples }),
    label_limit: limits.labels,
    label_name_length_limit: limits.labelNameLength,
    label_value_length_limit: limits.labelValueLength,
    body_size_limit: `${limits.body.bytes}B`,
  };
  if (monitors !== undefined) {
    const jobs = monitors.flatMap((file) => readMonitors(file).monitors).flatMap(monitorJobs);
    return jobs.map((job) => ofApplication(cluster, name, series, { ...within, ...job }));
  }
  const job = applicationScrapeJob(cluster, {
    name,
    where: targetsOf(one),
    series,
    asked: {
      metrics_path: one.path,
      scheme: one.scheme ?? (one.tls === undefined ? "http" : "https"),
      honor_labels: one.labelsOf === "application",
      ...(scrapeInterval === undefined ? {} : { scrape_interval: scrapeInterval.text }),
      ...(scrapeTimeout === undefined ? {} : { scrape_timeout: scrapeTimeout.text }),
      ...loginOf(name, one).job,
      ...within,
    },
  });
  return [job];
}

function targetsOf({ pods, service, targets, dns }: KnownApplication): ApplicationTargets {
  if (pods !== undefined) return { kind: "pods", ...pods };
  if (service !== undefined) return { kind: "service", ...service };
  if (dns !== undefined) return { kind: "dns", ...dns };
  return { kind: "static", targets: (targets ?? []).map(({ text }) => text) };
}
