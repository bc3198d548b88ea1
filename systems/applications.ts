import { applicationsDashboard } from "../dashboards/applications/applications.ts";
import { catalogueOf, SENT_JOB } from "../mixins/applications/metrics.ts";
import { applications as mixin } from "../mixins/applications/mixin.ts";
import { scrapedApplications, seriesOfApplications } from "./applications/scraped.ts";
import { applicationsSettings } from "./applications/settings.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import type { System } from "./system.ts";

/** Whatever else serves metrics: observed where the settings name an application. */
export const applications: System = {
  mixin,
  catalogueIn: (settings) => {
    const own = applicationsSettings.of(settings) ?? {};
    const sent = Object.values(own).some(({ sends }) => sends !== undefined);
    return catalogueOf([...Object.keys(own), ...(sent ? [SENT_JOB] : [])]);
  },
  dashboards: [applicationsDashboard],
  section: applicationsSettings,
  observe: (settings) => {
    const own = applicationsSettings.of(settings);
    return own === undefined || Object.keys(own).length === 0 ? undefined : scrapedApplications(own, settings);
  },
  series: (settings, watching) => {
    const { nodes } = clusterSizes(settings, watching);
    return { jobs: seriesOfApplications(applicationsSettings.of(settings) ?? {}, nodes), values: {} };
  },
};
