import type { DashboardModel } from "./model.ts";

/** One dashboard: what it is called, where it goes, and how it is made. */
export interface Dashboard {
  /** The observed system it belongs to, e.g. `butterfly`; a tag of the dashboard, too. */
  readonly system: string;
  /** The title of the Grafana folder it lies in, e.g. `Butterfly`. */
  readonly folder: string;
  /** Its name in URLs and in alerts' `dashboard_url`: never changes. At most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** The file it is written in, from the root of the repository: error messages name it. */
  readonly source: string;
  /**
   * `code`: of this repository, and everything that is wrong with it is an error. `export`: brought along from a Grafana,
   * where style and metrics that no catalogue has are warnings.
   */
  readonly origin: "code" | "export";
  /** Makes the dashboard. Gives the same result each time. */
  readonly build: () => DashboardModel;
}
