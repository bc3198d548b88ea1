/** From the settings of applications to what is scraped of them. */
import type { ScrapedSystem } from "../../components/metrics/scraped-system.ts";
import type { Settings } from "../../config/settings.ts";
import { applicationSeries } from "../../mixins/applications/cardinality.ts";
import { type ApplicationTargets, applicationScrapeJob } from "../../mixins/applications/scrape.ts";
import type { JobSeries } from "../../mixins/cardinality/series-count.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { callsOf } from "./calls.ts";
import { loginOf } from "./login.ts";
import type { ApplicationSettings, ApplicationsSettings } from "./schema.ts";
import { placeOf } from "./settings.ts";

/** What a stack scrapes of its applications. */
export function scrapedApplications(all: ApplicationsSettings, { cluster }: Pick<Settings, "cluster">): ScrapedSystem {
  const entries = Object.entries(all);
  return {
    jobs: entries.map(([name, one]) => jobOf(cluster.name, name, one)),
    calls: entries.flatMap(([name, one]) => callsOf(name, one, cluster)),
    applications: entries.map(([name, { serviceName = name, team, presence }]) => ({
      name,
      jobs: [name],
      service: serviceName,
      ...(team === undefined ? {} : { team }),
      presence,
    })),
    credentials: entries.map(([name, one]) => loginOf(name, one).credentials),
    places: Object.fromEntries(entries.map(([name]) => [name, placeOf(name)])),
  };
}

/** The most targets of an application that does not say. */
const TARGETS = 5;

/** How many series a stack's applications may have. */
export function seriesOfApplications(all: ApplicationsSettings): readonly JobSeries[] {
  return Object.entries(all).map(([name, { size, targets, limits, scrapeInterval }]) =>
    applicationSeries(name, {
      targets: size.targets ?? targets?.length ?? TARGETS,
      seriesPerTarget: size.seriesPerTarget,
      labels: limits.labels,
      ...(scrapeInterval === undefined ? {} : { scrapeSeconds: scrapeInterval.seconds }),
    }),
  );
}

function jobOf(cluster: string, name: string, one: ApplicationSettings): ScrapeJob {
  const { metrics, labels, limits, scrapeInterval, scrapeTimeout } = one;
  return applicationScrapeJob(cluster, {
    name,
    where: targetsOf(one),
    series: { ...metrics, add: labels.add, lose: labels.drop },
    asked: {
      metrics_path: one.path,
      scheme: one.scheme ?? (one.tls === undefined ? "http" : "https"),
      honor_labels: one.labelsOf === "application",
      ...(scrapeInterval === undefined ? {} : { scrape_interval: scrapeInterval.text }),
      ...(scrapeTimeout === undefined ? {} : { scrape_timeout: scrapeTimeout.text }),
      ...loginOf(name, one).job,
      ...(limits.samples === undefined ? {} : { sample_limit: limits.samples }),
      label_limit: limits.labels,
      label_name_length_limit: limits.labelNameLength,
      label_value_length_limit: limits.labelValueLength,
      body_size_limit: `${limits.body.bytes}B`,
    },
  });
}

function targetsOf({ pods, service, targets, dns }: ApplicationSettings): ApplicationTargets {
  if (pods !== undefined) return { kind: "pods", ...pods };
  if (service !== undefined) return { kind: "service", ...service };
  if (dns !== undefined) return { kind: "dns", ...dns };
  return { kind: "static", targets: (targets ?? []).map(({ text }) => text) };
}
