import { applicationsDashboard } from "../dashboards/applications/applications.ts";
import { catalogueOf } from "../mixins/applications/metrics.ts";
import { applications as mixin } from "../mixins/applications/mixin.ts";
import { scrapedApplications, seriesOfApplications } from "./applications/scraped.ts";
import { applicationsSettings } from "./applications/settings.ts";
import type { System } from "./system.ts";

/** Whatever else serves metrics: observed where the settings name an application. */
export const applications: System = {
  mixin,
  catalogueIn: (settings) => catalogueOf(Object.keys(applicationsSettings.of(settings) ?? {})),
  dashboards: [applicationsDashboard],
  section: applicationsSettings,
  observe: (settings) => {
    const own = applicationsSettings.of(settings);
    return own === undefined || Object.keys(own).length === 0 ? undefined : scrapedApplications(own, settings);
  },
  series: (settings) => ({ jobs: seriesOfApplications(applicationsSettings.of(settings) ?? {}), values: {} }),
};
